import { randomUUID } from 'node:crypto';
import { createActor } from 'xstate';
import { faceBandsOf } from '../../config/index.ts';
import type { Act, PrinterStatus, ScreenName } from '../../domain/index.ts';
import type { BridgeLinkEvent } from '../bridge-link/index.ts';
import type { ScreenSource, Shown } from '../endpoint/index.ts';
import { type ActEvent, screenOf, type VisitTerms, visitChart } from '../session/index.ts';
import type { VisitParts } from './parts.ts';
import { visitEffects } from './visit-effects.ts';
import { VisitJournal } from './visit-journal.ts';
import { watched } from './watched-effects.ts';

/** Sounds that go with a new screen. */
const CHIMES: Partial<Record<ScreenName, Shown['chime']>> = {
  unreadable: 'ask',
  'other-card': 'ask',
  'still-there': 'ask',
  'card-away': 'ask',
  'take-card': 'ask',
  'power-out': 'ask',
  done: 'done',
  noted: 'done',
};

/** Screens that nobody has to answer in time. */
const UNTIMED: ReadonlySet<ScreenName> = new Set([
  'idle',
  'reading',
  'face',
  'saving',
  'out-of-service',
  'power-out',
  'take-card',
]);

/** How often the printer is asked for its paper while nobody is here, in milliseconds. */
const PAPER_EVERY_MS = 5_000;
/** How often the bridge must answer in a visit, in milliseconds; one that does not within 2 s is ended. */
const CARD_EVERY_MS = 1_000;

/** Runs the chart on this device: hardware and acts in, screens out. */
export class VisitHost implements ScreenSource {
  readonly #parts: VisitParts;
  readonly #actor;
  readonly #push: (shown: Shown) => void;
  readonly #journal = new VisitJournal();
  #shown: Shown;
  #last: string;
  /** How often the bridge told that a card came or went. */
  #cardNews = 0;
  #unlisten: (() => void) | undefined;
  #paperWatch: NodeJS.Timeout | undefined;
  #cardWatch: NodeJS.Timeout | undefined;

  /** `push` gets every change of the screen. */
  constructor(parts: VisitParts, push: (shown: Shown) => void) {
    this.#parts = parts;
    this.#push = push;
    const chart = visitChart(watched(visitEffects(parts), parts.log));
    this.#actor = createActor(chart, { input: { terms: termsOf(parts), cardOnReader: false } });
    this.#shown = this.#look();
    this.#last = JSON.stringify(this.#shown.show);
  }

  /** What is shown now. */
  get shown(): Shown {
    return this.#shown;
  }

  /** Whether a visit is under way: the printer is asked for its paper only between visits. */
  get busy(): boolean {
    return this.#actor.getSnapshot().context.visit !== null;
  }

  start(): void {
    this.#actor.subscribe({
      next: () => this.#changed(),
      // The chart itself broke: the smallest process that can be started again is the daemon.
      error: (error) => {
        throw error;
      },
    });
    this.#actor.start();
    this.#unlisten = this.#parts.bridge.on((event) => this.#fromBridge(event));
    // A card may lie there since before the start: it is announced only once.
    void this.#askReader();
    this.#paperWatch = setInterval(() => void this.#askPaper(), PAPER_EVERY_MS);
    this.#cardWatch = setInterval(() => void this.#watchCard(), CARD_EVERY_MS);
  }

  async stop(): Promise<void> {
    this.#unlisten?.();
    clearInterval(this.#paperWatch);
    clearInterval(this.#cardWatch);
    this.#actor.stop();
    this.#parts.photo.wipe();
    await this.#parts.face.wipe();
  }

  act(act: Act): boolean {
    const event = { type: `act:${act.act}`, act, at: new Date(this.#parts.now()).toISOString() } as ActEvent;
    if (!this.#actor.getSnapshot().can(event)) return false;
    this.#actor.send(event);
    return true;
  }

  touched(): void {
    this.#actor.send({ type: 'touched' });
  }

  /** The mains power is gone, or back. */
  power(failing: boolean): void {
    this.#actor.send({ type: 'power', failing });
  }

  frame(bytes: Uint8Array): void {
    this.#parts.face.frame(bytes);
  }

  /** PNG of the card's photo, only while staff compare. */
  cardPhoto(): Buffer | undefined {
    return this.#shown.show.screen === 'staff-compare' ? this.#parts.photo.png() : undefined;
  }

  #fromBridge(event: BridgeLinkEvent): void {
    if (event.event === 'card-inserted' || event.event === 'card-removed') this.#cardNews += 1;
    if (event.event === 'card-inserted') this.#cardInserted();
    else if (event.event === 'card-removed') this.#actor.send({ type: 'card-removed' });
    else if (event.event === 'reader-gone') this.#actor.send({ type: 'reader-gone' });
    else if (event.event === 'reader-ready') {
      this.#actor.send({ type: 'reader-ready' });
      void this.#askReader();
    } else if (event.event === 'printer') this.#paper(event.status.state);
    else if (event.event === 'bridge-died') {
      this.#parts.log({ event: 'bridge-died' });
      this.#actor.send({ type: 'card-unwatched' });
    }
  }

  #cardInserted(): void {
    const startedAt = new Date(this.#parts.now()).toISOString();
    this.#actor.send({ type: 'card-inserted', id: randomUUID(), startedAt });
  }

  /** After the reader came back: a card that is gone must not leave a visit open behind it. */
  async #askReader(): Promise<void> {
    const before = this.#cardNews;
    const state = await this.#parts.bridge.readerState();
    // News of the card that came meanwhile is younger than this answer.
    if (this.#cardNews !== before) return;
    if (!state.ok || state.value.reader !== 'ready') return;
    if (state.value.card === 'none') this.#actor.send({ type: 'card-removed' });
    else if (!this.#actor.getSnapshot().context.cardOnReader) this.#cardInserted();
  }

  /** A bridge that hangs tells of no lifted card: in mid-visit it must answer, or is ended and the card read again. */
  async #watchCard(): Promise<void> {
    if (this.busy) await this.#parts.bridge.readerState();
  }

  async #askPaper(): Promise<void> {
    if (this.busy) return;
    const status = await this.#parts.bridge.printerStatus();
    // An answer that came late says nothing of the paper.
    if (status.ok) this.#paper(status.value.state);
    else if (status.error.code !== 'E-BRIDGE-002') this.#paper('error');
  }

  #paper(state: PrinterStatus['state']): void {
    const paper = state === 'ready' ? 'ok' : state === 'paper-low' ? 'low' : 'out';
    this.#actor.send({ type: 'paper', paper });
  }

  #changed(): void {
    for (const event of this.#journal.look(this.#actor.getSnapshot().context.visit))
      this.#parts.ledger
        .append(event)
        .catch(() => this.#parts.log({ event: 'not-logged', what: event.event }));
    const shown = this.#look();
    const text = JSON.stringify(shown.show);
    if (text === this.#last) return;
    this.#last = text;
    this.#shown = shown;
    this.#push(shown);
  }

  #look(): Shown {
    const snapshot = this.#actor.getSnapshot();
    // The deepest active state names the screen.
    const metas = Object.entries(snapshot.getMeta()).sort(([a], [b]) => a.length - b.length);
    const name = metas.at(-1)?.[1]?.screen ?? 'idle';
    const before = this.#shown?.show.screen;
    // 读好了，会响一声: behind the reading, for nobody is to lift the card sooner.
    const behindReading = before === 'reading' ? 'card' : 'none';
    const chime = name === before ? 'none' : (CHIMES[name] ?? behindReading);
    return {
      show: screenOf(name, snapshot.context),
      deadlineMs: deadlineOf(name, snapshot.context.terms),
      chime,
    };
  }
}

function deadlineOf(name: ScreenName, terms: VisitTerms): number | null {
  if (name === 'still-there') return terms.answerWithin * 1000;
  if (name === 'card-away') return terms.cardBackWithin * 1000;
  return UNTIMED.has(name) ? null : terms.askAfter * 1000;
}

function termsOf(parts: VisitParts): VisitTerms {
  const settings = parts.settings();
  return {
    year: parts.campaign.year,
    station: settings.device.station,
    consentTextVersion: parts.campaign.consentTextVersion,
    language: settings.panel.language,
    faceThreshold: faceBandsOf(settings).accept,
    faceModel: parts.faceModel,
    textsSha256: parts.textsSha256,
    trySeconds: settings.face.trySeconds,
    ...settings.patience,
  };
}
