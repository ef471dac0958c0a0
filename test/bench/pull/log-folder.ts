import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LedgerEvent } from '../../../domain/index.ts';
import {
  bundledEntry,
  Frontier,
  type FullTile,
  leafHash,
  signCheckpoint,
  TILE_WIDTH,
  tilePath,
  verifierKeyText,
} from '../../../domain/tlog/index.ts';
import { madeUpEntries } from '../../support/kiosk-log.ts';

/** Name and key of the log of the benchmark; a published key, so nobody else may use it. */
export const BENCH_KIOSK = 'kiosk-990000-01';
export const BENCH_KEY: KeyObject = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 9)]),
  format: 'der',
  type: 'pkcs8',
});

/** Verifier key string of that log. */
export function benchKeyText(): string {
  return verifierKeyText(BENCH_KIOSK, createPublicKey(BENCH_KEY));
}

/** What most of a kiosk's entries are: not visits, but what happens around them. */
const EVENTS: readonly LedgerEvent[] = [
  { event: 'device-health', part: 'paper', code: 'E-PRINT-001', state: 'bad' },
  { event: 'device-health', part: 'paper', code: 'E-PRINT-001', state: 'good' },
  { event: 'receipt-printed', visit: '3f2504e0-4f89-41d3-9a0c-0305e82c3301', index: 17, copy: 1 },
  { event: 'staff-login', operator: '001', accepted: true },
];

/** Writes a published log of so many entries, and gives their texts. */
export function writeBenchLog(folder: string, count: number): Buffer[] {
  const entries = madeUpEntries(count, (i) => EVENTS[i % EVENTS.length] ?? { event: 'device-stopped' });
  const frontier = new Frontier();
  for (const entry of entries) for (const full of frontier.push(leafHash(entry))) writeTile(folder, full);
  for (const tail of frontier.tails()) writeTile(folder, tail);
  for (let index = 0; index * TILE_WIDTH < count; index++) {
    const bundle = entries.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH);
    const name = { level: 'entries', index, width: bundle.length } as const;
    write(folder, tilePath(name), Buffer.concat(bundle.map((entry) => bundledEntry(entry))));
  }
  const head = { origin: BENCH_KIOSK, size: count, root: frontier.root() };
  write(folder, 'checkpoint', signCheckpoint(head, BENCH_KEY));
  return entries;
}

function writeTile(folder: string, { level, index, hashes }: FullTile): void {
  write(folder, tilePath({ level, index, width: hashes.length }), Buffer.concat(hashes));
}

function write(folder: string, name: string, content: Uint8Array | string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}
