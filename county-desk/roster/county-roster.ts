import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Encrypter } from 'age-encryption';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { writeFileDurably } from '../../config/index.ts';
import { personDigest } from '../../domain/county/index.ts';
import {
  birthFromIdNumber,
  fail,
  ok,
  type Result,
  type RosterRow,
  RosterStatus,
} from '../../domain/index.ts';
import type { RosterEntry } from '../store/index.ts';

/**
 * A version of the county's roster as it is kept for a rebuild, `<folder>/rosters/<version>.jsonl`: a line of canonical
 * JSON a person, by digest. Facts are in the clear, who it is only in `sealed`. The county's ledger names its SHA-256.
 */
const KeptRow = z.object({
  person: z.string().regex(/^[0-9a-f]{64}$/),
  version: z.number().int().positive(),
  born: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  township: z.string(),
  village: z.string(),
  benefitType: z.string(),
  status: RosterStatus,
  sealed: z.string(),
});

export interface SealOptions {
  /** Key of the person digests, base64. */
  readonly personKey: string;
  /** `age1…` of the county. */
  readonly recipients: readonly string[];
  readonly version: number;
  /** Told after each row. */
  readonly onRow?: (done: number) => void;
}

/** The rows as the county keeps them: digest and facts in the clear, the whole row sealed with age. */
export async function sealRoster(rows: readonly RosterRow[], options: SealOptions): Promise<RosterEntry[]> {
  const entries: RosterEntry[] = [];
  for (const row of rows) {
    entries.push(await sealedEntry(row, options));
    options.onRow?.(entries.length);
  }
  return entries.sort((a, b) => (a.person < b.person ? -1 : 1));
}

async function sealedEntry(row: RosterRow, options: SealOptions): Promise<RosterEntry> {
  const born = birthFromIdNumber(row.idNumber);
  if (born === undefined) throw new Error('a row of a roster has a valid ID number');
  const { township, village, benefitType, status } = row;
  const encrypter = new Encrypter();
  for (const recipient of options.recipients) encrypter.addRecipient(recipient);
  const plaintext = Buffer.from(canonicalize(row) ?? '');
  try {
    const sealed = Buffer.from(await encrypter.encrypt(plaintext)).toString('base64');
    const person = personDigest(options.personKey, row.idNumber);
    return { person, version: options.version, born, township, village, benefitType, status, sealed };
  } finally {
    plaintext.fill(0);
  }
}

/** Keeps a version durably; gives the hex SHA-256 of its file. */
export function keepRoster(folder: string, version: number, entries: readonly RosterEntry[]): string {
  const text = entries.map((entry) => `${canonicalize(entry)}\n`).join('');
  writeFileDurably(keptPath(folder, version), text);
  return sha256(Buffer.from(text));
}

/** A kept version. Error: E-COUNTY-077 (missing, or other bytes than the ledger names). */
export function readKeptRoster(folder: string, version: number, digest: string): Result<RosterEntry[]> {
  const path = keptPath(folder, version);
  if (!existsSync(path)) return fail('E-COUNTY-077', `version ${version} is missing`);
  const bytes = readFileSync(path);
  if (sha256(bytes) !== digest) return fail('E-COUNTY-077', `version ${version} was altered`);
  const lines = bytes.toString('utf8').split('\n').slice(0, -1);
  return ok(lines.map((line) => KeptRow.parse(JSON.parse(line))));
}

function keptPath(folder: string, version: number): string {
  return join(folder, 'rosters', `${version}.jsonl`);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
