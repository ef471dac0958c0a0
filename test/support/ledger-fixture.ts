import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { Ledger, type LedgerOptions } from '../../device-daemon/ledger/index.ts';
import type { LedgerEvent, Outcome } from '../../domain/index.ts';
import { verifierKeyText } from '../../domain/tlog/index.ts';

export const ORIGIN = 'kiosk-990000-01';

/** A signing key with its verifier key string. */
export function newKey(): { key: KeyObject; vkey: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { key: privateKey, vkey: verifierKeyText(ORIGIN, privateKey) };
}

/** Opens a ledger of the test's device. `now` may be a clock that the test moves. */
export function openLedger(
  folder: string,
  key: KeyObject,
  now: () => number = Date.now,
  more: Pick<LedgerOptions, 'county' | 'reserveBytes' | 'alsoSigns'> = {},
): Promise<Ledger> {
  return Ledger.open({
    folder,
    origin: ORIGIN,
    signingKey: key,
    boot: randomUUID(),
    software: 'test',
    now,
    monotonic: () => performance.now(),
    ...more,
  });
}

/** What has the form of a sealed record with so many characters behind its head: an age file's first line. */
export function sealedOf(characters: number): string {
  return `YWdlLWVuY3J5cHRpb24ub3JnL3YxC${'A'.repeat(characters + 3 - (characters % 4))}`;
}

/** A finished visit of a made-up person. */
export function visitOutcome(
  person: string,
  outcome: Outcome = 'CONFIRMED_FACE',
  sealed = sealedOf(8),
): LedgerEvent {
  return {
    event: 'visit-outcome',
    visit: randomUUID(),
    year: 2026,
    person,
    outcome,
    method: 'station',
    means: 'face',
    sealed,
  };
}

export const PERSON = 'ab'.repeat(32);
