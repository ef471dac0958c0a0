import { Decrypter } from 'age-encryption';
import { bodyDigest, isSignedBy, readRosterPackage } from '../../domain/county/index.ts';
import { fail, ok, type Result, type RosterHead, RosterRow } from '../../domain/index.ts';
import { parseVerifierKey } from '../../domain/tlog/index.ts';
import type { DeviceKeys, Trust } from '../identity/index.ts';

/** Most rows that a package may have: a county's beneficiaries, not a province's. */
const MAX_ROWS = 200_000;
const LINE_END = 0x0a;

/**
 * Checks who packed a roster, for whom, and that it is newer than `version`. The body is not opened yet.
 * Errors: E-ROSTER-001 to -005.
 */
export function checkHead(
  bytes: Uint8Array,
  trust: Trust,
  deviceId: string,
  version: number,
): Result<{ head: RosterHead; sealedBody: Uint8Array }> {
  const packed = readRosterPackage(bytes);
  if (packed === undefined) return fail('E-ROSTER-001');
  const verifier = parseVerifierKey(trust.verifierKey);
  if (verifier === undefined || !isSignedBy(packed, verifier)) return fail('E-ROSTER-002');
  const { head, sealedBody } = packed;
  if (head.device !== deviceId) return fail('E-ROSTER-004', `packed for ${head.device}`);
  if (bodyDigest(sealedBody) !== head.bodySha256) return fail('E-ROSTER-003');
  if (head.version <= version) return fail('E-ROSTER-005', `version ${head.version}, in use ${version}`);
  return ok({ head, sealedBody });
}

/** A row with its bytes as they were packed. The receiver zeroes the bytes. */
export interface PackedRow {
  readonly idNumber: string;
  readonly bytes: Buffer;
}

/** Opens a body and checks every row. Errors: E-ROSTER-006 (row n), -007 (count), -008 (sealed to another key). */
export async function openBody(
  head: RosterHead,
  sealedBody: Uint8Array,
  keys: DeviceKeys,
): Promise<Result<PackedRow[]>> {
  let body: Buffer;
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(keys.ageIdentity);
    const opened = await decrypter.decrypt(sealedBody);
    body = Buffer.from(opened.buffer, opened.byteOffset, opened.byteLength);
  } catch {
    return fail('E-ROSTER-008');
  }
  try {
    return readRows(head, body);
  } finally {
    body.fill(0);
  }
}

function readRows(head: RosterHead, body: Buffer): Result<PackedRow[]> {
  const rows: PackedRow[] = [];
  const seen = new Set<string>();
  for (let at = 0; at < body.length; ) {
    const found = body.indexOf(LINE_END, at);
    const end = found < 0 ? body.length : found;
    if (rows.length >= MAX_ROWS) return fail('E-ROSTER-007', `more than ${MAX_ROWS}`);
    const row = parseRow(body.subarray(at, end));
    // Only the row's number: its content is a person's.
    if (row === undefined || seen.has(row.idNumber)) return fail('E-ROSTER-006', `row ${rows.length + 1}`);
    seen.add(row.idNumber);
    rows.push({ idNumber: row.idNumber, bytes: Buffer.from(body.subarray(at, end)) });
    at = end + 1;
  }
  return rows.length === head.rows ? ok(rows) : fail('E-ROSTER-007', `${rows.length}, said ${head.rows}`);
}

/** The row in these bytes of JSON, or undefined. */
export function parseRow(bytes: Buffer): RosterRow | undefined {
  try {
    return RosterRow.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return undefined;
  }
}
