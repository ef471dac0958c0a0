import { randomUUID } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { LedgerEntry } from '../../domain/index.ts';
import {
  bundledEntry,
  decodeEntry,
  EntryChain,
  encodeEntry,
  leafHash,
  NO_PREVIOUS,
  parseVerifierKey,
  rootOf,
  signCheckpoint,
  verifyTree,
} from '../../domain/tlog/index.ts';
import { newKey, ORIGIN } from '../support/ledger-fixture.ts';

const boot = randomUUID();
const hashOf = (bytes: Uint8Array) => Buffer.from(leafHash(bytes)).toString('hex');

function entryAfter(before: Uint8Array | undefined, seq: number, change: Partial<LedgerEntry> = {}): Buffer {
  return encodeEntry({
    v: 1,
    seq,
    boot,
    mono: 1000 + seq,
    wall: `2026-06-01T08:00:0${seq}.000Z`,
    clock: 'good',
    prev: before === undefined ? NO_PREVIOUS : hashOf(before),
    data: { event: 'device-stopped' },
    ...change,
  });
}

const first = entryAfter(undefined, 0);

test('an unbroken chain is followed without a word', () => {
  const chain = new EntryChain();
  const second = entryAfter(first, 1);
  const backwards = entryAfter(second, 2, { wall: '2026-06-01T07:00:00.000Z', clock: 'suspect' });
  const restarted = entryAfter(backwards, 3, { boot: randomUUID(), mono: 0 });
  for (const entry of [first, second, backwards, restarted]) assert.is(chain.follow(entry), undefined);
});

test('each way in which an entry does not follow is told', () => {
  const faults: Array<[Buffer, RegExp]> = [
    [entryAfter(first, 2), /that it is entry 2/],
    [entryAfter(undefined, 1), /hash of the entry before/],
    [entryAfter(first, 1, { wall: '2026-06-01T07:00:00.000Z' }), /clock is suspect/],
    [entryAfter(first, 1, { mono: 999 }), /backwards on the monotonic clock/],
    [Buffer.from(`${entryAfter(first, 1)} `), /canonical/],
    [Buffer.from('{}'), /canonical/],
    [Buffer.from([0xff]), /canonical/],
  ];
  for (const [entry, wanted] of faults) {
    const chain = new EntryChain();
    chain.follow(first);
    assert.match(chain.follow(entry) ?? '', wanted);
  }
});

test('an entry is its canonical bytes and nothing else', () => {
  const decoded = decodeEntry(first);
  if (decoded === undefined) throw new Error('the entry must decode');
  assert.equal(encodeEntry(decoded), first);
  assert.is(decodeEntry(Buffer.from(JSON.stringify({ ...decoded, extra: 1 }))), undefined);
});

test('a log whose entries do not follow is found even when its own key signed it', () => {
  const { key, vkey } = newKey();
  const entries = [first, entryAfter(first, 1), entryAfter(first, 2)];
  const leaves = entries.map(leafHash);
  const verifier = parseVerifierKey(vkey);
  if (verifier === undefined) throw new Error('the key text must parse');
  const report = verifyTree(
    {
      checkpoint: () => signCheckpoint({ origin: ORIGIN, size: 3, root: rootOf(leaves) }, key),
      read: (tile) => Buffer.concat(tile.level === 'entries' ? entries.map(bundledEntry) : leaves),
    },
    verifier,
  );
  assert.equal(
    report.findings.map((finding) => [finding.record, finding.kind]),
    [[2, 'entry']],
  );
});

test.run();
