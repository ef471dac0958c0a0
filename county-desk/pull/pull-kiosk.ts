import type { KeyObject } from 'node:crypto';
import { type CodedError, ok, type Result } from '../../domain/index.ts';
import { cosignNote } from '../../domain/tlog/index.ts';
import type { Device } from '../enrolment/index.ts';
import { entryRows, MirrorLog } from '../mirror/index.ts';
import type { EntryRow, VerifiedHead } from '../store/index.ts';
import { BoundedReads, type PullLimits } from './bounded-reads.ts';
import { type ClaimedHead, claimedHead } from './claimed-head.ts';
import { failed, type PullFinding, type Trouble } from './finding.ts';
import { judgeHead } from './judge-head.ts';
import { LeafSpool } from './leaf-spool.ts';
import type { LogSource } from './log-source.ts';
import { proveLeaves } from './prove-leaves.ts';
import { takeBundles } from './take-bundles.ts';

/** Whom verified entries are handed to: the county's store, through `sinkOf`. */
export interface VerifiedSink {
  /** Entries that it holds of a kiosk's log. */
  held(kiosk: string): Promise<number>;
  /** Takes the entries that follow those, with the head that proves them; taking the same again changes nothing. */
  take(head: VerifiedHead, rows: Iterable<EntryRow>): Promise<void>;
}

export interface PullContext {
  /** `<COUNTY_DATA>/mirror`. */
  readonly mirror: string;
  /** The county's key: it cosigns what was verified. */
  readonly cosigner: { readonly name: string; readonly key: KeyObject };
  /** Milliseconds since 1970. */
  now(): number;
  readonly limits: PullLimits;
  /** A stick carries the log as it was when it was written: an older head of the same tree is no roll-back there. */
  readonly mayBeOld: boolean;
  readonly sink: VerifiedSink | undefined;
}

/** What the pull of one kiosk came to. */
export type PullOutcome =
  | {
      readonly outcome: 'pulled';
      /** Name of the log in the mirror. */
      readonly log: string;
      /** Entries before and after. */
      readonly from: number;
      readonly size: number;
      /** Why the cosignature did not reach the kiosk; it is sent again with the next growth. */
      readonly undelivered: CodedError | null;
    }
  | { readonly outcome: 'lie'; readonly finding: PullFinding }
  | { readonly outcome: 'failed'; readonly error: CodedError };

/**
 * Pulls one kiosk's log: checkpoint, signature, comparison with the last kept head, the missing leaves proven against
 * the signed root, every entry against its leaf and the entry before it; then keeps them, then the head, then hands
 * the entries to the sink, then gives the cosignature back. A pull that was cut off is simply begun again.
 */
export async function pullKiosk(
  device: Device,
  source: LogSource,
  context: PullContext,
): Promise<PullOutcome> {
  const reads = new BoundedReads(source, context.limits);
  const note = await reads.checkpoint();
  if (!note.ok) return outcomeOf(note.error);
  const claimed = claimedHead(device, note.value);
  if (!claimed.ok) return outcomeOf(claimed.error);
  const mirror = await MirrorLog.open(context.mirror, claimed.value.log);
  if (!mirror.ok) return { outcome: 'failed', error: mirror.error };
  try {
    const done = await pullInto(mirror.value, reads, claimed.value, context);
    return done.ok ? done.value : outcomeOf(done.error);
  } finally {
    await mirror.value.close();
  }
}

function outcomeOf(trouble: Trouble): PullOutcome {
  return trouble.kind === 'lie'
    ? { outcome: 'lie', finding: trouble.finding }
    : { outcome: 'failed', error: trouble.error };
}

async function pullInto(
  mirror: MirrorLog,
  reads: BoundedReads,
  claimed: ClaimedHead,
  context: PullContext,
): Promise<Result<PullOutcome, Trouble>> {
  const from = mirror.size;
  const judged = judgeHead(mirror, claimed, {
    mayBeOld: context.mayBeOld,
    newEntries: context.limits.newEntries,
  });
  if (!judged.ok) return judged;
  if (judged.value === 'grown') {
    const grown = await grow(mirror, reads, claimed, context);
    if (!grown.ok) return grown;
  }
  await handOn(mirror, context.sink);
  const undelivered = judged.value === 'grown' ? await deliver(mirror, reads) : null;
  return ok({ outcome: 'pulled', log: mirror.log.name, from, size: mirror.size, undelivered });
}

async function grow(
  mirror: MirrorLog,
  reads: BoundedReads,
  claimed: ClaimedHead,
  { cosigner, now }: PullContext,
): Promise<Result<void, Trouble>> {
  const frontier = mirror.frontier();
  if (!frontier.ok) return failed(frontier.error);
  const spool = new LeafSpool(mirror.folder, Math.floor(mirror.size / 256));
  try {
    const proven = await proveLeaves(mirror, reads, claimed, frontier.value, spool);
    if (!proven.ok) return proven;
    const taken = await takeBundles(mirror, reads, claimed, spool);
    if (!taken.ok) return taken;
    const at = now();
    const { checkpoint } = claimed;
    const note = cosignNote(claimed.note, cosigner.name, cosigner.key, Math.floor(at / 1000));
    const head = { at: new Date(at).toISOString(), note, checkpoint };
    await mirror.keepHead(head, proven.value.frontier, proven.value.full);
    return ok(undefined);
  } finally {
    spool.close();
  }
}

/** Brings the sink to the last head, also where an earlier pull was cut off between the two. */
async function handOn(mirror: MirrorLog, sink: VerifiedSink | undefined): Promise<void> {
  const { head, size, folder } = mirror;
  if (sink === undefined || head === undefined) return;
  const kiosk = mirror.log.name;
  const held = await sink.held(kiosk);
  const root = Buffer.from(head.checkpoint.root).toString('hex');
  if (held < size) await sink.take({ kiosk, size, root, at: head.at }, entryRows(folder, held, size, size));
}

async function deliver(mirror: MirrorLog, reads: BoundedReads): Promise<CodedError | null> {
  const bytes = Buffer.from(mirror.head?.note ?? '');
  const delivered = await reads.deliver({ kind: 'cosignature', bytes });
  return delivered.ok ? null : delivered.error;
}
