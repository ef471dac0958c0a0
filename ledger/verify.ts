import { closeSync, existsSync, fstatSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorCode } from '../domain/index.ts';
import {
  bundleEntries,
  type EntryFollower,
  type EntryForm,
  EntryFormChain,
  type EntryLink,
  parseVerifierKey,
  sameHash,
  TILE_WIDTH,
  type TreeFinding,
  verifyTree,
} from '../domain/tlog/index.ts';
import { folderSource, readTile } from './folder-source.ts';
import { frameFollows, readFrames, readStart } from './journal-frame.ts';
import { rootOfFirst } from './root-of-first.ts';

/** One thing that is wrong with a log. */
export interface LogFinding {
  readonly code: ErrorCode;
  readonly file: string;
  /** Index of the entry concerned; null when it is the log as a whole. */
  readonly record: number | null;
  readonly what: string;
}

export interface LogReport {
  readonly sound: boolean;
  /** Entries under the signed checkpoint; null when there is no valid one. */
  readonly signed: number | null;
  /** Entries in the journal; null when the folder has none (an exported log). */
  readonly size: number | null;
  readonly findings: readonly LogFinding[];
  /** Entries at the beginning that the log itself says were pruned; their hashes were checked. */
  readonly pruned: number;
  /** Bytes of a last frame that no start has cut yet: left by a crash, no fault. */
  readonly tornBytes: number;
}

const CODES: Record<TreeFinding['kind'], ErrorCode> = {
  checkpoint: 'E-LEDGER-003',
  entry: 'E-LEDGER-009',
  tile: 'E-LEDGER-010',
};
const MAX_FINDINGS = 100;

/**
 * Checks a log's folder, or an exported one, against its verifier key: checkpoint, tiles, bundles, the chain of
 * entries of this form, and the journal where there is one. Safe while another process writes. Throws only when the
 * key's text is wrong.
 */
export async function verifyLog<Entry extends EntryLink>(
  folder: string,
  vkey: string,
  form: EntryForm<Entry>,
): Promise<LogReport> {
  const verifier = parseVerifierKey(vkey);
  if (verifier === undefined) throw new Error('not a verifier key');
  // The tree first and the journal after it: a journal that grows meanwhile only gets longer than the tree.
  const tree = verifyTree(folderSource(folder), verifier, new EntryFormChain(form));
  const findings: LogFinding[] = tree.findings.map(({ kind, ...finding }) => ({
    code: CODES[kind],
    ...finding,
  }));
  const signed = tree.checkpoint?.size ?? null;
  const journal = join(folder, 'journal');
  if (!existsSync(journal))
    return { sound: findings.length === 0, signed, size: null, findings, pruned: tree.pruned, tornBytes: 0 };
  const { size, tornBytes } = checkJournal(folder, journal, new EntryFormChain(form), signed ?? 0, findings);
  return {
    sound: findings.length === 0,
    signed,
    size,
    findings: findings.slice(0, MAX_FINDINGS),
    pruned: tree.pruned,
    tornBytes,
  };
}

function checkJournal(
  folder: string,
  path: string,
  chain: EntryFollower,
  signed: number,
  findings: LogFinding[],
) {
  const find = (code: ErrorCode, record: number, what: string) => {
    if (findings.length < MAX_FINDINGS) findings.push({ code, file: 'journal', record, what });
  };
  const fd = openSync(path, 'r');
  try {
    const start = readStart(fd);
    if (start === undefined) {
      find('E-LEDGER-002', 0, 'is damaged at its beginning');
      return { size: 0, tornBytes: 0 };
    }
    const { base } = start;
    let size = base.below;
    if (size > 0) {
      chain.skip(size, Buffer.from(base.last, 'hex'));
      const root = rootOfFirst(folder, size, signed);
      if (root === undefined || !sameHash(base.frontier.root(), root))
        find('E-LEDGER-009', size, 'begins with another tree than the published one');
    }
    const published = publishedEntries(folder, signed);
    let end = start.at;
    for (const frame of readFrames(fd, start.at)) {
      for (const entry of frame.entries) {
        const fault = chain.follow(entry);
        if (fault !== undefined) find('E-LEDGER-009', size, fault);
        const other = size < signed ? published(size) : undefined;
        if (other !== undefined && Buffer.compare(other, entry) !== 0)
          find('E-LEDGER-009', size, 'differs from the published entry');
        size++;
      }
      end = frame.end;
    }
    const rest = fstatSync(fd).size - end;
    if (rest > 0 && frameFollows(fd, end))
      find('E-LEDGER-002', size, `is damaged at byte ${end} of the journal`);
    else if (size < signed) find('E-LEDGER-001', size, `is missing: the journal ends, ${signed} were signed`);
    return { size, tornBytes: rest };
  } finally {
    closeSync(fd);
  }
}

/** Entry by index from the bundles, one bundle at a time in memory. */
function publishedEntries(folder: string, size: number): (index: number) => Uint8Array | undefined {
  let held = -1;
  let entries: Uint8Array[] = [];
  return (index) => {
    const bundle = Math.floor(index / TILE_WIDTH);
    if (bundle !== held) {
      const width = Math.min(TILE_WIDTH, size - bundle * TILE_WIDTH);
      const bytes = readTile(folder, { level: 'entries', index: bundle, width });
      entries = bytes === undefined ? [] : bundleEntries(bytes);
      held = bundle;
    }
    return entries[index % TILE_WIDTH];
  };
}
