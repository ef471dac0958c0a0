import { createActor, SimulatedClock } from 'xstate';
import { screenOf, visitChart } from '../../device-daemon/session/index.ts';
import type { Screen } from '../../domain/index.ts';
import {
  ACTS,
  actEvent,
  EFFECTS,
  type EffectName,
  HARDWARE,
  type Happening,
  OUTCOMES,
  TERMS,
} from './chart-happenings.ts';

/** Longer than every delay of the chart. */
const LONG_MS = 400_000;

/** The chart on a bench: time stands still until told, and every effect waits until it is settled by hand. */
export class ChartBench {
  readonly #clock = new SimulatedClock();
  readonly #pending = new Map<EffectName, { resolve(value: unknown): void; reject(error: Error): void }>();
  readonly #actor;
  /** Every effect that was asked for, with what it came to. */
  readonly history: string[] = [];
  /** Effects that were begun, in order. */
  readonly begun: EffectName[] = [];
  /** The same with what they came to, and the power's coming and going: `commit begun`, `commit durable`. */
  readonly story: string[] = [];
  /** Outcomes of the visits that were committed durably, in order. */
  readonly committed: string[] = [];
  #committing = '';

  constructor() {
    const hang = <T>(name: EffectName): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        this.begun.push(name);
        this.story.push(`${name} begun`);
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
      restart: () => this.history.push('restart'),
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
    /** The county must hear of this person and has no record yet. */
    owed: boolean;
    powerFailing: boolean;
    key: string;
  } {
    const snapshot = this.#actor.getSnapshot();
    const value = JSON.stringify(snapshot.value);
    const metas = Object.entries(snapshot.getMeta()).sort(([a], [b]) => a.length - b.length);
    const deepest = metas.at(-1);
    const name = deepest?.[1]?.screen;
    if (deepest === undefined || name === undefined) throw new Error(`no screen in ${value}`);
    const { visit, cardOnReader, nextCard, powerFailing } = snapshot.context;
    // What the guards ahead of this state can still ask: two arrivals with the same key behave the same.
    const away = /stillThere|cardAway|helpWanted|powerPause/.test(value);
    const at = away ? JSON.stringify(this.#resumesAt()) : value;
    const key = JSON.stringify([
      value,
      away ? at : '',
      away ? visit?.extensionsUsed : 0,
      /done|noted|declin|already|wiping|abandon|checking|takeCard|committ|waitFor|away/.test(value)
        ? cardOnReader
        : '',
      nextCard !== null,
      powerFailing,
      /powerPause/.test(value) ? visit?.card != null : '',
      /abandoning/.test(value)
        ? [visit?.countyReason != null, visit?.outcome != null, visit?.card != null]
        : '',
      /found|greeting|notOnRoster|faceConsent|staff/.test(at)
        ? [visit?.hasPhoto, visit?.card?.birth, visit?.countyReason != null]
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
      powerFailing,
      visit: visit !== null,
      owed:
        visit?.countyReason != null && visit.card !== null && visit.place === null && visit.outcome === null,
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
    return (
      [
        ...ACTS.map((act, i) => ({ event: actEvent(act), name: `act ${i}` as const })),
        ...Object.entries(HARDWARE).map(([name, event]) => ({ event, name: `hardware ${name}` as const })),
      ]
        .filter(({ event }) => snapshot.can(event))
        // The edge tells of the power only when it comes or goes.
        .filter(({ event }) => event.type !== 'power' || event.failing !== snapshot.context.powerFailing)
        .map(({ name }): Happening => name)
        .concat(settle, 'time')
    );
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
      if (event.type === 'power') this.story.push(event.failing ? 'power gone' : 'power back');
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
    this.story.push(`${effect} ${outcome}`);
    if (effect === 'commit' && outcome === 'durable') this.committed.push(this.#committing);
    if (outcome === 'throw') waiting.reject(new Error('broken invariant'));
    else waiting.resolve(OUTCOMES[effect][outcome]);
  }

  stop(): void {
    this.#actor.stop();
  }
}
