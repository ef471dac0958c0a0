import type { ReceiptWording, Settings } from '../../config/index.ts';
import type { Campaign, ErrorCode } from '../../domain/index.ts';
import type { BridgeLink } from '../bridge-link/index.ts';
import type { FaceService } from '../face/index.ts';
import type { Trust } from '../identity/index.ts';
import type { Ledger, LedgerCare, Recipients } from '../ledger/index.ts';
import type { Roster } from '../roster/index.ts';
import type { CardPhoto } from './card-photo.ts';
import type { OperatorDoor } from './operator-door.ts';

/** The parts of the device that a visit uses. */
export interface VisitParts {
  readonly dataFolder: string;
  /** As the kiosk was started with; a change is in force from its next start. */
  settings(): Settings;
  readonly campaign: Campaign;
  readonly wording: ReceiptWording;
  readonly trust: Trust;
  readonly ledger: Ledger;
  readonly ledgerCare: LedgerCare;
  /** To whom records are sealed. */
  readonly recipients: Recipients;
  readonly roster: Roster;
  readonly bridge: BridgeLink;
  readonly face: FaceService;
  /** Name and version of the embedding, for the record. */
  readonly faceModel: string;
  readonly photo: CardPhoto;
  readonly operators: OperatorDoor;
  readonly boot: string;
  readonly software: string;
  /** Hex SHA-256 of the catalogue of texts. */
  readonly textsSha256: string;
  /** Ends this process with the exit code on which its supervisor starts another one. */
  restart(code: ErrorCode): void;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds since the daemon started. */
  monotonic(): number;
  /** For the technician; gets codes and steps, never anything personal. */
  log(line: { readonly [fact: string]: string | number | boolean }): void;
}
