import { createPrivateKey } from 'node:crypto';
import { join } from 'node:path';
import type { Device } from '../../county-desk/index.ts';
import { PULL_LIMITS, type PullContext } from '../../county-desk/pull/index.ts';
import { cosignerOf, parseVerifierKey, verifierKeyText } from '../../domain/tlog/index.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The county's key in tests of pulling; it is in every process of them the same, and nothing else's. */
const COUNTY = {
  name: 'county-test',
  key: createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 5)]),
    format: 'der',
    type: 'pkcs8',
  }),
};
const verifier = parseVerifierKey(verifierKeyText(COUNTY.name, COUNTY.key));
if (verifier === undefined) throw new Error('a key text that was just written must parse');
/** Verifier key string of that county. */
export const COUNTY_KEY = verifierKeyText(COUNTY.name, COUNTY.key);
/** Verifies that county's cosignatures. */
export const COSIGNER = cosignerOf(verifier);

/** An enrolled device with this log key. */
export function deviceOf(name: string, ledgerKey: string, former: Device['formerLedgerKeys'] = []): Device {
  return {
    device: name,
    station: '样例镇退役军人服务站',
    ledgerKey,
    recipient: `age1${'q'.repeat(58)}`,
    enrolledAt: '2026-01-01T00:00:00.000Z',
    rosterVersion: 0,
    formerLedgerKeys: former,
    certificates: [],
    address: null,
    revokedAt: null,
  };
}

/** A county's folder and how it pulls into it. */
export function pullContext(county = temporaryFolder(), changes: Partial<PullContext> = {}): PullContext {
  return {
    mirror: join(county, 'mirror'),
    cosigner: COUNTY,
    now: () => Date.UTC(2026, 5, 10),
    limits: PULL_LIMITS,
    mayBeOld: false,
    sink: undefined,
    ...changes,
  };
}
