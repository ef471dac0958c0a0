import { assign, fromPromise, setup } from 'xstate';
import type { Act, CoachHint, ErrorCode, FaceTry, Result, ScreenName } from '../../domain/index.ts';
import type { CardRead, LoginResult, LookUp, SlipEnd, VisitStep } from './effects.ts';
import { newVisit, type RecordPlace, type Visit, type VisitTerms } from './visit.ts';

/** An act of the person or of staff, named after its control. */
export type ActEvent = {
  [A in Act['act']]: { type: `act:${A}`; act: Extract<Act, { act: A }> /** ISO instant. */; at: string };
}[Act['act']];

/** What hardware and edge tell the chart. */
export type HardwareEvent =
  | { type: 'card-inserted'; id: string; startedAt: string }
  | { type: 'card-removed' }
  | { type: 'reader-gone' }
  /** Nobody watches the card: the bridge died or does not answer. */
  | { type: 'card-unwatched' }
  | { type: 'reader-ready' }
  /** The heartbeat says that somebody touches this screen: whoever signs slowly is not asked 还在吗. */
  | { type: 'touched' }
  | { type: 'face-hint'; hint: CoachHint; progress: number }
  | { type: 'paper'; paper: 'ok' | 'low' | 'out' }
  /** The control board warns that the mains power is gone, or tells that it is back. */
  | { type: 'power'; failing: boolean };

export type ChartEvent = ActEvent | HardwareEvent;

export interface ChartContext {
  readonly terms: VisitTerms;
  /** Null whenever nobody is being served: the wipe sets it so. */
  readonly visit: Visit | null;
  readonly cardOnReader: boolean;
  /** A card came while the visit before was being closed: it begins the next visit. */
  readonly nextCard: { readonly id: string; readonly startedAt: string } | null;
  readonly outage: ErrorCode | null;
  readonly paper: 'ok' | 'low' | 'out';
  /** The device runs on what is left: no visit begins and no slip is printed. */
  readonly powerFailing: boolean;
}

/** Stands in until the edge provides the effect; reaching it is a broken invariant. */
function unprovided(name: string): never {
  throw new Error(`effect ${name} was not provided to the visit chart`);
}

/** Changes the visit when there is one. */
export function changed(context: ChartContext, change: Partial<Visit>): Partial<ChartContext> {
  return context.visit === null ? {} : { visit: { ...context.visit, ...change } };
}

/** The visit for an effect that cannot be without one; its absence is a broken invariant. */
export function visitOf(context: ChartContext): Visit {
  if (context.visit === null) throw new Error('an effect of a visit without a visit');
  return context.visit;
}

export const chartSetup = setup({
  types: {
    context: {} as ChartContext,
    events: {} as ChartEvent,
    input: {} as { terms: VisitTerms; cardOnReader: boolean },
    meta: {} as { screen: ScreenName },
  },
  actors: {
    readCard: fromPromise<Result<CardRead>>(() => unprovided('readCard')),
    lookUp: fromPromise<Result<LookUp>, { idNumber: string }>(() => unprovided('lookUp')),
    prepareFace: fromPromise<Result<void>>(() => unprovided('prepareFace')),
    faceTry: fromPromise<FaceTry, { hint: (hint: CoachHint, progress: number) => void }>(() =>
      unprovided('faceTry'),
    ),
    checkOperator: fromPromise<LoginResult, { operator: string; pin: string }>(() =>
      unprovided('checkOperator'),
    ),
    commit: fromPromise<Result<RecordPlace>, Visit>(() => unprovided('commit')),
    printSlip: fromPromise<SlipEnd, Visit>(() => unprovided('printSlip')),
    logAbandoned: fromPromise<void, { visit: Visit; step: VisitStep }>(() => unprovided('logAbandoned')),
    wipe: fromPromise<void>(() => unprovided('wipe')),
    outage: fromPromise<ErrorCode | null>(() => unprovided('outage')),
  },
  actions: {
    beginVisit: assign(({ context, event }) =>
      event.type === 'card-inserted'
        ? { visit: newVisit(event.id, event.startedAt, context.terms), cardOnReader: true, nextCard: null }
        : {},
    ),
    beginNextVisit: assign(({ context }) =>
      context.nextCard === null
        ? {}
        : {
            visit: newVisit(context.nextCard.id, context.nextCard.startedAt, context.terms),
            nextCard: null,
          },
    ),
    /** The person is gone from the chart; the wipe effect sees to everything else. */
    forget: assign({ visit: null }),
    cardIsThere: assign({ cardOnReader: true }),
    /** A card that came while the visit before was being closed, and went again, begins nothing. */
    cardIsAway: assign({ cardOnReader: false, nextCard: null }),
    rememberNextCard: assign(({ event }) =>
      event.type === 'card-inserted'
        ? { cardOnReader: true, nextCard: { id: event.id, startedAt: event.startedAt } }
        : {},
    ),
    forgetNextCard: assign({ nextCard: null }),
    extend: assign(({ context }) =>
      changed(context, { extensionsUsed: (context.visit?.extensionsUsed ?? 0) + 1 }),
    ),
    setPaper: assign(({ event }) => (event.type === 'paper' ? { paper: event.paper } : {})),
    setPower: assign(({ event }) => (event.type === 'power' ? { powerFailing: event.failing } : {})),
    setHint: assign(({ context, event }) =>
      event.type === 'face-hint' ? changed(context, { hint: event.hint, progress: event.progress }) : {},
    ),
    logRepeat: ({ context }: { context: ChartContext }) => void context,
    logCallback: ({ context }: { context: ChartContext }) => void context,
    /** One entry a visit is enough, however often the button is pressed. */
    noteCallback: assign(({ context }) => changed(context, { callbackLogged: true })),
    restart: ({ context }: { context: ChartContext }) => void context,
    slipUnsure: assign(({ context }) => changed(context, { slip: 'unsure' })),
    toCounty: assign(({ context }) => changed(context, { outcome: 'PENDING_COUNTY' })),
  },
  guards: {
    mayExtend: ({ context }) => (context.visit?.extensionsUsed ?? 0) < context.terms.extensions,
    cardLies: ({ context }) => context.cardOnReader,
    /** After a bridge was started again it announces the card that lies there anew: that one is not new. */
    cardIsNew: ({ context }) => !context.cardOnReader,
    nextCardWaits: ({ context }) => context.nextCard !== null,
    /** Somebody whom the county must hear of, and no record yet: leaving in any way makes one (X5, X13). */
    owedToCounty: ({ context }) =>
      context.visit?.countyReason != null && context.visit.card !== null && context.visit.outcome === null,
    powerGoes: ({ event }) => event.type === 'power' && event.failing,
    powerIsBack: ({ event }) => event.type === 'power' && !event.failing,
    powerFails: ({ context }) => context.powerFailing,
    lockedOut: ({ context }) => context.visit?.loginState === 'locked',
  },
  delays: {
    patience: ({ context }) => context.terms.askAfter * 1000,
    answer: ({ context }) => context.terms.answerWithin * 1000,
    cardBack: ({ context }) => context.terms.cardBackWithin * 1000,
    doneStays: ({ context }) => context.terms.doneStays * 1000,
    /** X12: without paper the number stays on the screen for 20 s at least. */
    numberStays: ({ context }) => Math.max(20, context.terms.doneStays) * 1000,
    cameraOpens: 8_000,
    lockOver: ({ context }) => (context.visit?.lockedSeconds ?? 0) * 1000,
    /** The face step settles by itself; this is the chart's own bound behind it. */
    faceBound: ({ context }) => (context.terms.trySeconds + 5) * 1000,
    readBound: 12_000,
    workBound: 10_000,
    printBound: 40_000,
    takeCard: 120_000,
    outageCheck: 5_000,
    staffWait: ({ context }) => context.terms.askAfter * 3_000,
  },
});

/**
 * The edges of every screen that waits for a person: a time-out with a question, a lifted card, and
 * a restart of the clock at each touch. Returning by history starts the clock anew.
 */
export const WAITING = {
  after: { patience: '#stillThere' },
  cardRemoved: { target: '#cardAway', actions: 'cardIsAway' },
} as const;
