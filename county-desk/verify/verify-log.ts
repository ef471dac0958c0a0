import type { ErrorCode, LedgerEntry } from '../../domain/index.ts';
import {
  cosignerOf,
  EntryChain,
  type EntryFollower,
  type Frontier,
  type Hash,
  openCheckpoint,
  openCosigned,
  sameHash,
  type TreeFinding,
  type VerifierKey,
  verifyTree,
} from '../../domain/tlog/index.ts';
import { folderSource } from '../../ledger/index.ts';
import { headLines, type KeptHead } from '../mirror/index.ts';
import { type Question, Questions } from './questions.ts';
import type { Recount } from './recount.ts';

/** Something that is wrong with a log; with its code, an auditor can cite it. */
export interface VerifyFinding {
  readonly code: ErrorCode;
  readonly file: string;
  /** Index of the entry concerned; null when it is the log as a whole. */
  readonly record: number | null;
  readonly what: string;
}

/** What a log's folder proves. */
export interface LogVerdict {
  readonly log: string;
  /** Entries under the signed checkpoint; null when there is no valid one. */
  readonly size: number | null;
  /** Hex root; null likewise. */
  readonly root: string | null;
  /** Entries at the beginning that the log itself says it pruned; their hashes are proven, their content is not here. */
  readonly pruned: number;
  /** Wall clock of the last entry; null when there is none. */
  readonly lastWall: string | null;
  /** Heads of the ledger of heads, all of one log where there is no finding. */
  readonly heads: number;
  /** When the county kept the last of them; null without any. Nothing proves what was written later. */
  readonly lastHeadAt: string | null;
  /** Last time in a cosignature of the county, ISO; null when the county's key is not given or there is none. */
  readonly cosignedAt: string | null;
  readonly findings: readonly VerifyFinding[];
  readonly questions: readonly Question[];
}

const CODES: Record<TreeFinding['kind'], ErrorCode> = {
  checkpoint: 'E-COUNTY-045',
  entry: 'E-COUNTY-047',
  tile: 'E-COUNTY-046',
};
const MAX_FINDINGS = 100;

/**
 * Verifies the log in a folder, offline: every entry, tile and link, the signature, and every head of its ledger of
 * heads against the tree that the entries give at that size, so all heads are proven to be of one log that only grew.
 * Entries are given to `recount`. `county` is the county's key, which made the cosignatures.
 */
export function verifyFolder(
  folder: string,
  log: string,
  key: VerifierKey,
  county: VerifierKey | undefined,
  recount: Recount,
): LogVerdict {
  const findings: VerifyFinding[] = [];
  const find = (code: ErrorCode, file: string, record: number | null, what: string) => {
    if (findings.length < MAX_FINDINGS) findings.push({ code, file, record, what });
  };
  const heads = new HeadsOfLog(folder, key, county, find);
  const questions = new Questions();
  let last: LedgerEntry | undefined;
  const chain = follower((entry) => {
    last = entry;
    recount.take(entry);
    questions.take(entry);
  });
  const source = folderSource(folder);
  const own = openCheckpoint(source.checkpoint() ?? '', key);
  // A crash may leave the file `checkpoint` one head behind: then the log reaches as far as its last kept head.
  const checkpoint = () => (heads.largest > (own?.size ?? 0) ? heads.largestNote : source.checkpoint());
  const tree = verifyTree({ ...source, checkpoint }, key, chain, (grown) => heads.hold(grown));
  for (const { kind, file, record, what } of tree.findings) find(CODES[kind], file, record, what);
  if (heads.largest > (own?.size ?? 0) && findings.length > 0) {
    const what = `a signed head of ${heads.largest} entries is kept, the log has ${own?.size ?? 0}: the rest was cut off`;
    find('E-COUNTY-067', 'checkpoint', own?.size ?? 0, what);
  }
  // A kiosk may prune what the county has; the county's copy may not lack it.
  if (heads.count > 0 && tree.pruned > 0)
    find(
      'E-COUNTY-047',
      'tile/entries',
      0,
      `the first ${tree.pruned} entries are missing from the county's copy`,
    );
  return {
    log,
    pruned: tree.pruned,
    size: tree.checkpoint?.size ?? null,
    root: tree.checkpoint === undefined ? null : Buffer.from(tree.checkpoint.root).toString('hex'),
    lastWall: last?.wall ?? null,
    heads: heads.count,
    lastHeadAt: heads.lastAt,
    cosignedAt: heads.cosignedAt,
    findings,
    questions: questions.all(),
  };
}

/** Follows the chain of entries and tells each that is one. */
function follower(told: (entry: LedgerEntry) => void): EntryFollower {
  const chain = new EntryChain();
  return {
    get prunedBelow() {
      return chain.prunedBelow;
    },
    skip: (count, lastLeaf) => chain.skip(count, lastLeaf),
    follow(bytes, hash) {
      const fault = chain.follow(bytes, hash);
      if (chain.last !== undefined) told(chain.last);
      return fault;
    },
  };
}

/** The heads that were kept of a log, to be held against the tree as it grows. */
class HeadsOfLog {
  readonly #find: (code: ErrorCode, file: string, record: number | null, what: string) => void;
  /** Root by size, with the line of the first head that says so. */
  readonly #roots = new Map<number, { root: Hash; line: number }>();
  count = 0;
  lastAt: string | null = null;
  cosignedAt: string | null = null;
  /** Entries under the largest head, and its note. */
  largest = 0;
  largestNote = '';

  constructor(folder: string, key: VerifierKey, county: VerifierKey | undefined, find: HeadsOfLog['find']) {
    this.#find = find;
    for (const { line, head } of headLines(folder)) {
      if (head === undefined) this.find('E-COUNTY-060', 'heads.jsonl', null, `line ${line} is no head`);
      else this.#take(line, head, key, county);
    }
  }

  find(code: ErrorCode, file: string, record: number | null, what: string): void {
    this.#find(code, file, record, what);
  }

  /** Holds the tree against the head of its size, if there is one. */
  hold(tree: Frontier): void {
    const head = this.#roots.get(tree.size);
    if (head === undefined || sameHash(head.root, tree.root())) return;
    const what = `line ${head.line} of heads.jsonl has another root for ${tree.size} entries`;
    this.find('E-COUNTY-060', 'heads.jsonl', tree.size, what);
  }

  #take(line: number, head: KeptHead, key: VerifierKey, county: VerifierKey | undefined): void {
    const checkpoint = openCheckpoint(head.note, key);
    if (checkpoint === undefined) {
      this.find('E-COUNTY-060', 'heads.jsonl', null, `line ${line} is not signed by the log's key`);
      return;
    }
    const { size, root } = checkpoint;
    const known = this.#roots.get(size);
    if (known !== undefined && !sameHash(known.root, root))
      this.find(
        'E-COUNTY-043',
        'heads.jsonl',
        size,
        `lines ${known.line} and ${line}: two trees of ${size} entries`,
      );
    if (size < this.largest)
      this.find('E-COUNTY-060', 'heads.jsonl', size, `line ${line} has fewer entries than one before it`);
    if (this.lastAt !== null && head.at < this.lastAt)
      this.find('E-COUNTY-060', 'heads.jsonl', size, `line ${line} is older than the one before it`);
    if (county !== undefined) this.#cosigned(line, head, key, county);
    this.#roots.set(size, known ?? { root, line });
    if (size > this.largest) this.largestNote = head.note;
    this.largest = Math.max(this.largest, size);
    this.lastAt = head.at;
    this.count += 1;
  }

  #cosigned(line: number, head: KeptHead, key: VerifierKey, county: VerifierKey): void {
    const opened = openCosigned(head.note, key, cosignerOf(county));
    if (opened === undefined)
      this.find(
        'E-COUNTY-061',
        'heads.jsonl',
        null,
        `line ${line} has no right cosignature of ${county.name}`,
      );
    else this.cosignedAt = new Date(opened.time * 1000).toISOString();
  }
}
