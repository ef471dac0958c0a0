import { createActor, SimulatedClock } from 'xstate';
import {
  type ActEvent,
  type ChartEvent,
  type LookUp,
  screenOf,
  type VisitEffects,
  type VisitTerms,
  visitChart,
} from '../../device-daemon/session/index.ts';
import {
  type Act,
  type CardIdentity,
  type FaceTry,
  fail,
  madeUpIdNumber,
  ok,
  type RosterRow,
  type Screen,
} from '../../domain/index.ts';

const AT = '2026-10-20T01:00:00.000Z';
const VISIT_ID = '00000000-0000-4000-8000-000000000001';

/** What is planted and must be gone at the end: every string of the made-up person. */
export const PLANTED = {
  name: '卓玛样证',
  idNumber: madeUpIdNumber('19490307', 523),
  phone: '13900009901',
  newPhone: '13900009902',
  address: '样例村七组',
  person: 'ab'.repeat(32),
};

const card: CardIdentity = {
  type: 'resident',
  name: PLANTED.name,
  sex: 'male',
  birth: '1949-03-07',
  address: PLANTED.address,
  idNumber: PLANTED.idNumber,
  validFrom: '2010-01-01',
  validTo: 'long-term',
  warnings: [],
};
const other: CardIdentity = { ...card, idNumber: madeUpIdNumber('19500101', 7) };
const row: RosterRow = {
  idNumber: PLANTED.idNumber,
  name: PLANTED.name,
  phone: PLANTED.phone,
  address: PLANTED.address,
  township: '样例镇',
  village: '样例村',
  benefitType: 'rural-soldier-60',
  status: 'active',
};
const lookUp: LookUp = { person: PLANTED.person, row, rosterVersion: 1, earlier: null };
const faceTry = (result: FaceTry['result']): FaceTry => ({
  result,
  score: result === 'no-face' ? -1 : 0.5,
  threshold: 0.43,
  model: 'test',
});

/** Every way in which an effect can come out; `throw` is the broken invariant, and each may also stay away. */
const OUTCOMES: { [E in EffectName]: Record<string, unknown> } = {
  readCard: {
    good: ok({ identity: card, readHow: 'pcsc-paged', hasPhoto: true, expired: false }),
    'no-photo': ok({ identity: card, readHow: 'pcsc-paged', hasPhoto: false, expired: true }),
    'another-person': ok({ identity: other, readHow: 'pcsc-paged', hasPhoto: true, expired: false }),
    unreadable: fail('E-CARD-002'),
    'other-card': fail('E-CARD-003'),
    'bridge-died': fail('E-BRIDGE-001'),
    throw: undefined,
  },
  lookUp: {
    active: ok(lookUp),
    absent: ok({ ...lookUp, row: null }),
    deceased: ok({ ...lookUp, row: { ...row, status: 'deceased' } }),
    earlier: ok({
      ...lookUp,
      earlier: {
        index: 3,
        leafHash: 'cd'.repeat(32),
        day: '2026-10-19',
        at: AT,
        method: 'station',
        means: 'face',
        copies: 1,
      },
    }),
    failed: fail('E-ROSTER-001'),
    throw: undefined,
  },
  prepareFace: { good: ok(undefined), 'no-face': fail('E-FACE-002'), throw: undefined },
  faceTry: {
    matched: faceTry('matched'),
    'not-matched': faceTry('not-matched'),
    'not-live': faceTry('not-live'),
    'no-face': faceTry('no-face'),
    throw: undefined,
  },
  checkOperator: {
    right: { accepted: true, operator: '001' },
    wrong: { accepted: false, lockedSeconds: 0 },
    locked: { accepted: false, lockedSeconds: 15 },
    throw: undefined,
  },
  commit: {
    durable: ok({ index: 5, leafHash: 'ef'.repeat(32) }),
    failed: fail('E-LEDGER-001'),
    throw: undefined,
  },
  printSlip: { printed: 'printed', 'not-printed': 'not-printed', throw: undefined },
  logAbandoned: { logged: undefined, throw: undefined },
  wipe: { wiped: undefined, throw: undefined },
  outage: { none: null, outage: 'E-SESSION-004', throw: undefined },
};

type EffectName = Exclude<keyof VisitEffects, 'logRepeat' | 'logCallback'>;
const EFFECTS = Object.keys(OUTCOMES) as readonly EffectName[];

const ACTS: readonly Act[] = [
  { act: 'begin' },
  { act: 'decline' },
  { act: 'face' },
  { act: 'staff' },
  { act: 'contact-right' },
  { act: 'contact-wrong' },
  { act: 'choose-phone' },
  { act: 'choose-address' },
  { act: 'change-phone', phone: PLANTED.newPhone },
  { act: 'change-address', to: 'card' },
  { act: 'change-address', to: 'ask-me' },
  { act: 'sign', strokes: [[[1, 2, 3]]] },
  { act: 'mark' },
  { act: 'still-here' },
  { act: 'reprint' },
  { act: 'leave' },
  { act: 'back' },
  { act: 'staff-login', operator: '001', pin: '123456' },
  { act: 'judge', judgement: 'same' },
  { act: 'judge', judgement: 'unsure' },
  { act: 'judge', judgement: 'different' },
  { act: 'attest', reason: 'old-photo' },
  { act: 'camera-failed' },
  { act: 'camera-ready' },
];

/** The chart's event for an act. */
function actEvent(act: Act): ActEvent {
  return { type: `act:${act.act}`, act, at: AT } as ActEvent;
}

/** One thing that can happen to the chart. */
export type Happening = `act ${number}` | `hardware ${string}` | `settle ${EffectName} ${string}` | 'time';

const HARDWARE: Record<string, ChartEvent> = {
  'card-inserted': { type: 'card-inserted', id: VISIT_ID, startedAt: AT },
  'card-removed': { type: 'card-removed' },
  'reader-gone': { type: 'reader-gone' },
  'reader-ready': { type: 'reader-ready' },
  'paper-out': { type: 'paper', paper: 'out' },
  touched: { type: 'touched' },
  hint: { type: 'face-hint', hint: 'closer', progress: 0.5 },
};

export const TERMS: VisitTerms = {
  year: 2026,
  station: '样例站',
  consentTextVersion: 'test-1',
  language: 'zh-CN',
  faceThreshold: 0.43,
  faceModel: 'test',
  trySeconds: 15,
  askAfter: 60,
  answerWithin: 30,
  extensions: 1,
  cardBackWithin: 20,
  doneStays: 8,
};

/** Longer than every delay of the chart. */
const LONG_MS = 400_000;

/** The chart on a bench: time stands still until told, and every effect waits until it is settled by hand. */
export class ChartBench {
  readonly #clock = new SimulatedClock();
  readonly #pending = new Map<EffectName, { resolve(value: unknown): void; reject(error: Error): void }>();
  readonly #actor;
  /** Every effect that was asked for, with what it came to. */
  readonly history: string[] = [];
  /** Outcomes of the visits that were committed durably, in order. */
  readonly committed: string[] = [];
  #committing = '';

  constructor() {
    const hang = <T>(name: EffectName): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        this.#pending.set(name, { resolve: resolve as (value: unknown) => void, reject });
      });
    const chart = visitChart({
      readCard: () => hang('readCard'),
      lookUp: () => hang('lookUp'),
      prepareFace: () => hang('prepareFace'),
      faceTry: () => hang('faceTry'),
      checkOperator: () => hang('checkOperator'),
      commit: (visit) => {
        this.#committing = visit.outcome ?? 'none';
        return hang('commit');
      },
      printSlip: () => hang('printSlip'),
      logAbandoned: () => hang('logAbandoned'),
      logRepeat: () => undefined,
      logCallback: () => undefined,
      wipe: () => hang('wipe'),
      outage: () => hang('outage'),
    });
    this.#actor = createActor(chart, { clock: this.#clock, input: { terms: TERMS, cardOnReader: false } });
    this.#actor.subscribe({ error: (error) => this.history.push(`actor error: ${String(error)}`) });
    this.#actor.start();
  }

  /** State, context and screen as they are now. */
  now(): {
    value: string;
    leaf: string;
    screen: Screen;
    personal: string;
    cardOnReader: boolean;
    visit: boolean;
    key: string;
  } {
    const snapshot = this.#actor.getSnapshot();
    const value = JSON.stringify(snapshot.value);
    const metas = Object.entries(snapshot.getMeta()).sort(([a], [b]) => a.length - b.length);
    const deepest = metas.at(-1);
    const name = deepest?.[1]?.screen;
    if (deepest === undefined || name === undefined) throw new Error(`no screen in ${value}`);
    const { visit, cardOnReader, nextCard } = snapshot.context;
    // What the guards ahead of this state can still ask: two arrivals with the same key behave the same.
    const away = /stillThere|cardAway/.test(value);
    const at = away ? JSON.stringify(this.#resumesAt()) : value;
    const key = JSON.stringify([
      value,
      away ? at : '',
      away ? visit?.extensionsUsed : 0,
      /done|noted|declin|already|wiping|abandon|checking|takeCard|committ|waitFor|away/.test(value)
        ? cardOnReader
        : '',
      nextCard !== null,
      /found|greeting|notOnRoster|faceConsent|staff/.test(at)
        ? [visit?.hasPhoto, visit?.countyReason != null]
        : '',
      /greeting|faceConsent|face/.test(at) ? visit?.face.tries : '',
      /committing/.test(value) ? visit?.outcome : '',
      /attest/.test(at) ? visit?.judgement === 'same' : '',
      /contact|change|sign/.test(at) ? visit?.staff != null : '',
    ]);
    return {
      value,
      leaf: deepest[0],
      screen: screenOf(name, snapshot.context),
      personal: JSON.stringify(snapshot.context),
      cardOnReader,
      visit: visit !== null,
      key,
    };
  }

  /** The state to which a lifted card or a time-out would come back. */
  #resumesAt(): string[] {
    return Object.values(this.#actor.getSnapshot().historyValue).flatMap((nodes) =>
      nodes.map((node) => node.id),
    );
  }

  /** Effects that the chart waits for now. */
  #awaited(): EffectName[] {
    const children = Object.values(this.#actor.getSnapshot().children);
    return EFFECTS.filter((effect) => children.some((child) => child?.src === effect));
  }

  /** Everything that the chart takes now; what it takes not is proven to change nothing by xstate's own `can`. */
  possible(): Happening[] {
    const snapshot = this.#actor.getSnapshot();
    const settle = this.#awaited().flatMap((effect) =>
      Object.keys(OUTCOMES[effect]).map((outcome): Happening => `settle ${effect} ${outcome}`),
    );
    return [
      ...ACTS.map((act, i) => ({ event: actEvent(act), name: `act ${i}` as const })),
      ...Object.entries(HARDWARE).map(([name, event]) => ({ event, name: `hardware ${name}` as const })),
    ]
      .filter(({ event }) => snapshot.can(event))
      .map(({ name }): Happening => name)
      .concat(settle, 'time');
  }

  async happen(what: Happening): Promise<void> {
    const [kind, name, outcome] = what.split(' ');
    if (kind === 'act') {
      const act = ACTS[Number(name)];
      if (act === undefined) throw new Error(`no act ${name}`);
      this.#actor.send(actEvent(act));
    } else if (kind === 'hardware') {
      const event = HARDWARE[name ?? ''];
      if (event === undefined) throw new Error(`no hardware event ${name}`);
      this.#actor.send(event);
    } else if (kind === 'time') {
      this.#clock.increment(LONG_MS);
    } else {
      this.#settle(
        EFFECTS.find((effect) => effect === name),
        outcome ?? '',
      );
    }
    for (let turn = 0; turn < 12; turn++) await Promise.resolve();
  }

  #settle(effect: EffectName | undefined, outcome: string): void {
    const waiting = effect === undefined ? undefined : this.#pending.get(effect);
    if (effect === undefined || waiting === undefined) throw new Error(`${effect} does not wait`);
    this.#pending.delete(effect);
    this.history.push(`${effect} ${outcome}`);
    if (effect === 'commit' && outcome === 'durable') this.committed.push(this.#committing);
    if (outcome === 'throw') waiting.reject(new Error('broken invariant'));
    else waiting.resolve(OUTCOMES[effect][outcome]);
  }

  stop(): void {
    this.#actor.stop();
  }
}
