import type { z } from 'zod';
import type {
  CardIdentity,
  CoachHint,
  ErrorCode,
  FaceTry,
  LedgerEvent,
  Result,
  RosterRow,
  SlipState,
} from '../../domain/index.ts';
import type { EarlierConfirmation, RecordPlace, Visit } from './visit.ts';

/** What one look at the roster and the ledger gives for an ID number. */
export interface LookUp {
  readonly person: string;
  readonly row: RosterRow | null;
  readonly rosterVersion: number | null;
  readonly earlier: EarlierConfirmation | null;
}

/** The card as the chart needs it: the photo stays with the face step. */
export interface CardRead {
  readonly identity: CardIdentity;
  readonly readHow: string;
  readonly hasPhoto: boolean;
  /** Its last day lies before today; the visit goes on all the same (X3). */
  readonly expired: boolean;
}

/** How far a visit had come that ended without an outcome. */
export type VisitStep = Extract<LedgerEvent, { event: 'visit-abandoned' }>['step'];

/** What became of a slip: printed, printed but still in the printer's mouth, certainly not, or nobody knows. */
export type SlipEnd = Extract<z.infer<typeof SlipState>, 'printed' | 'not-taken' | 'not-printed' | 'unsure'>;

/** What an operator's log-in came to. */
export type LoginResult =
  | { readonly accepted: true; readonly operator: string }
  | { readonly accepted: false; readonly lockedSeconds: number };

/**
 * Everything the chart wants done in the world. The chart decides, the effects act; each promise settles
 * in bounded time and rejects only on a broken invariant, which ends the visit politely.
 */
export interface VisitEffects {
  readCard(): Promise<Result<CardRead>>;
  lookUp(idNumber: string): Promise<Result<LookUp>>;
  /** Hands the card's photo to the face step; an error when it holds no usable face. */
  prepareFace(): Promise<Result<void>>;
  faceTry(onHint: (hint: CoachHint, progress: number) => void, signal: AbortSignal): Promise<FaceTry>;
  checkOperator(operator: string, pin: string): Promise<LoginResult>;
  /** Seals and appends the visit's record; settles only after fsync. */
  commit(visit: Visit): Promise<Result<RecordPlace>>;
  /** Prints the slip that belongs to the visit's outcome and logs what the printer said. */
  printSlip(visit: Visit): Promise<SlipEnd>;
  /** Logs a visit that ended without a record of its own. `step` says how far it had come. */
  logAbandoned(visit: Visit, step: VisitStep): Promise<void>;
  /** Logs X7: somebody came again. Does not wait. */
  logRepeat(visit: Visit): void;
  /** Logs that somebody wants a person, with or without a visit (X23). Does not wait. */
  logCallback(visit: Visit | null): void;
  /** Overwrites everything of the person in every part of the device. */
  wipe(): Promise<void>;
  /** Ends this process so that its supervisor starts another one: nothing else mends what happened. */
  restart(code: ErrorCode): void;
  /** Why the device cannot serve now, or null. */
  outage(): Promise<ErrorCode | null>;
}
