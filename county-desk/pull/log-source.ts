import type { Result } from '../../domain/index.ts';
import type { TileName } from '../../domain/tlog/index.ts';

/** A signed file that goes from the county to a kiosk. What it is and for whom stands inside it, under the signature. */
export interface SignedFile {
  /** `cosignature`, `roster` or `order`. */
  readonly kind: 'cosignature' | 'roster' | 'order';
  readonly bytes: Uint8Array;
}

/**
 * Where a kiosk's published log is read from: over the line, over a connection that the kiosk made, or from a stick.
 * Everything read is unproven until `pull` has checked it. A failed read is a code (E-COUNTY-020…039), a file that
 * is not there is `undefined`.
 */
export interface LogSource {
  /** Whose log it claims to be; for messages only. */
  readonly name: string;
  /** The text of `/checkpoint`. */
  checkpoint(): Promise<Result<string | undefined>>;
  /** Exactly this tile or bundle of the tree under the last checkpoint read. */
  tile(tile: TileName): Promise<Result<Uint8Array | undefined>>;
  /** A sealed blob, by the hex SHA-256 of its bytes. */
  blob(sha256: string): Promise<Result<Uint8Array | undefined>>;
  /** Hands a signed file to the kiosk (a stick carries it back to it). */
  deliver(file: SignedFile): Promise<Result<void>>;
  close(): Promise<void>;
}
