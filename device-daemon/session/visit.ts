import type { z } from 'zod';
import type {
  CardIdentity,
  CoachHint,
  ConfirmationRecord,
  Consent,
  FaceEvidence,
  OtherCardKind,
  Outcome,
  ProposedChange,
  RosterRow,
  Signature,
  SlipState,
  StaffCheck,
} from '../../domain/index.ts';

/** Where a record stands in the kiosk's log. */
export interface RecordPlace {
  readonly index: number;
  /** Hex RFC 6962 leaf hash. */
  readonly leafHash: string;
}

/** A confirmation that this kiosk already holds for the year (X7). */
export interface EarlierConfirmation extends RecordPlace {
  /** `YYYY-MM-DD` in China. */
  readonly day: string;
  /** ISO instant of the entry. */
  readonly at: string;
  readonly method: ConfirmationRecord['method'];
  readonly means: ConfirmationRecord['means'];
  /** Reprints made so far. */
  readonly copies: number;
}

/** The rules of this device and campaign that the chart needs: no personal data. */
export interface VisitTerms {
  readonly year: number;
  readonly station: string;
  readonly consentTextVersion: string;
  /** Hex SHA-256 of the catalogue of texts that this device shows. */
  readonly textsSha256: string;
  readonly language: string;
  readonly faceThreshold: number;
  readonly faceModel: string;
  readonly trySeconds: number;
  readonly askAfter: number;
  readonly answerWithin: number;
  readonly extensions: number;
  readonly cardBackWithin: number;
  readonly doneStays: number;
}

/**
 * Everything known of the person in front of the device. It lives from the card's reading to the wipe and
 * nowhere else; the photo's pixels and the signature page never enter it.
 */
export interface Visit {
  readonly id: string;
  readonly startedAt: string;
  readonly card: CardIdentity | null;
  readonly readHow: string;
  readonly hasPhoto: boolean;
  readonly cardExpired: boolean;
  /** What lies there where it is no identity card. */
  readonly otherCard: OtherCardKind | null;
  /** Keyed digest of the ID number. */
  readonly person: string | null;
  readonly row: RosterRow | null;
  readonly rosterVersion: number | null;
  readonly earlier: EarlierConfirmation | null;
  readonly readTries: number;
  readonly consents: readonly Consent[];
  readonly face: FaceEvidence;
  readonly cameraDeclined: boolean;
  readonly hint: CoachHint;
  readonly progress: number;
  readonly operator: string | null;
  readonly loginState: 'ask' | 'wrong' | 'locked';
  readonly lockedSeconds: number;
  /** Log-ins tried in this visit: a second wrong PIN is another screen than the first. */
  readonly logins: number;
  readonly judgement: StaffCheck['judgement'] | null;
  readonly staff: StaffCheck | null;
  /** Why the county must go on with it: `alive-claim`, `not-on-roster`, `staff-unsure`, `staff-different`, `no-proof`. */
  readonly countyReason: string | null;
  readonly contactRight: boolean | null;
  readonly changes: readonly ProposedChange[];
  readonly signature: Signature | null;
  readonly outcome: z.infer<typeof Outcome> | null;
  readonly place: RecordPlace | null;
  readonly slip: z.infer<typeof SlipState>;
  readonly extensionsUsed: number;
  readonly callbackLogged: boolean;
}

/** A visit before anything is known. `id` and `startedAt` come from the edge: the chart has no clock. */
export function newVisit(id: string, startedAt: string, terms: VisitTerms): Visit {
  return {
    id,
    startedAt,
    card: null,
    readHow: '',
    hasPhoto: false,
    cardExpired: false,
    otherCard: null,
    person: null,
    row: null,
    rosterVersion: null,
    earlier: null,
    readTries: 0,
    consents: [],
    face: {
      tries: 0,
      score: null,
      band: null,
      threshold: terms.faceThreshold,
      model: terms.faceModel,
      liveness: 'not-run',
      ended: 'left',
    },
    cameraDeclined: false,
    hint: 'look-here',
    progress: 0,
    operator: null,
    loginState: 'ask',
    lockedSeconds: 0,
    logins: 0,
    judgement: null,
    staff: null,
    countyReason: null,
    contactRight: null,
    changes: [],
    signature: null,
    outcome: null,
    place: null,
    slip: 'none',
    extensionsUsed: 0,
    callbackLogged: false,
  };
}
