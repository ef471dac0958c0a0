import { randomBytes } from 'node:crypto';
import { fail, ok, type Result, type RosterRow } from '../../domain/index.ts';
import type { DeviceKeys, Trust } from '../identity/index.ts';
import { checkHead, openBody, type PackedRow, parseRow } from './package-check.ts';
import { RosterDatabase, type SealedEntry } from './roster-database.ts';
import { openRow, rowKey, sealRow } from './row-seal.ts';

/** Which roster is in use. */
export interface RosterInfo {
  readonly version: number;
  /** ISO time at which the county packed it. */
  readonly issuedAt: string;
  readonly rows: number;
}

/** The beneficiaries whom this device knows, each row readable only with the ID number at hand. */
export class Roster {
  readonly #database: RosterDatabase;
  readonly #secret: Buffer;

  private constructor(database: RosterDatabase, secret: Buffer) {
    this.#database = database;
    this.#secret = secret;
  }

  /** Opens or makes `<folder>/roster.db`. `deviceSecret` has 32 bytes. Error: E-ROSTER-009 (damaged database). */
  static open(options: { folder: string; deviceSecret: Buffer }): Result<Roster> {
    try {
      const database = new RosterDatabase(options.folder);
      database.state();
      return ok(new Roster(database, options.deviceSecret));
    } catch {
      return fail('E-ROSTER-009', options.folder);
    }
  }

  /**
   * Puts a packed roster in the place of the one in use, whole or not at all; safe beside a running daemon.
   * Errors: E-ROSTER-001 to -009, each refusal its own.
   */
  async importPackage(
    bytes: Uint8Array,
    keys: DeviceKeys,
    trust: Trust,
  ): Promise<Result<{ version: number; rows: number }>> {
    const inUse = this.info()?.version ?? 0;
    const checked = checkHead(bytes, trust, keys.deviceId, inUse);
    if (!checked.ok) return checked;
    const { head, sealedBody } = checked.value;
    const body = await openBody(head, sealedBody, keys);
    if (!body.ok) return body;
    const salt = randomBytes(32);
    const { version, issuedAt, rows } = head;
    try {
      const replaced = this.#database.replace(
        { version, issuedAt, rows, salt },
        this.#sealed(body.value, salt),
      );
      return replaced ? ok({ version, rows }) : fail('E-ROSTER-005', `version ${version}`);
    } catch {
      return fail('E-ROSTER-009', 'the import was taken back');
    } finally {
      for (const row of body.value) row.bytes.fill(0);
    }
  }

  /** The row of an ID number, or undefined when it is not on the roster. Throws when the row was altered on disk. */
  async find(idNumber: string): Promise<RosterRow | undefined> {
    // Twice at most: an import of another process may come between the salt and the row.
    for (let look = 0; look < 2; look++) {
      const state = this.#database.state();
      if (state === undefined) return undefined;
      const key = rowKey(this.#secret, state.salt, idNumber);
      const sealed = this.#database.sealedRow(key.tag);
      if (sealed !== undefined) return openFound(sealed, key);
      if (this.#database.state()?.version === state.version) return undefined;
    }
    return undefined;
  }

  /** The roster in use, read anew each time, so an import by another process is noticed. */
  info(): RosterInfo | undefined {
    const state = this.#database.state();
    return state && { version: state.version, issuedAt: state.issuedAt, rows: state.rows };
  }

  close(): void {
    this.#database.close();
  }

  *#sealed(rows: readonly PackedRow[], salt: Buffer): Generator<SealedEntry> {
    for (const { idNumber, bytes } of rows) {
      const key = rowKey(this.#secret, salt, idNumber);
      yield { tag: key.tag, sealed: sealRow(bytes, key) };
      key.key.fill(0);
    }
  }
}

function openFound(sealed: Buffer, key: { tag: Buffer; key: Buffer }): RosterRow {
  const bytes = openRow(sealed, key);
  key.key.fill(0);
  const row = bytes && parseRow(bytes);
  bytes?.fill(0);
  if (row === undefined) throw new Error('E-ROSTER-009: a roster row was altered on disk');
  return row;
}
