import { parseVerifierKey, rawPublicKey } from '../../domain/tlog/index.ts';
import type { Device } from '../enrolment/index.ts';
import { logsOf } from '../mirror/index.ts';
import { type PullFinding, textEvidence } from './finding.ts';

/**
 * Devices whose logs are signed with one key, present or former: one of them is a copy of the other's, and neither
 * log proves anything any more (E5). Gives a finding for each device concerned (E-COUNTY-054).
 */
export function sharedKeys(devices: readonly Device[]): Map<string, PullFinding> {
  const holders = new Map<string, Set<string>>();
  for (const device of devices)
    for (const { ledgerKey } of logsOf(device)) {
      const verifier = parseVerifierKey(ledgerKey);
      if (verifier === undefined) continue;
      const key = rawPublicKey(verifier.key).toString('hex');
      holders.set(key, (holders.get(key) ?? new Set()).add(device.device));
    }
  const found = new Map<string, PullFinding>();
  for (const names of holders.values()) {
    if (names.size < 2) continue;
    const list = [...names].sort().join(', ');
    const keys = devices
      .filter(({ device }) => names.has(device))
      .flatMap((device) => logsOf(device).map(({ ledgerKey }) => ledgerKey));
    for (const name of names)
      found.set(name, {
        code: 'E-COUNTY-054',
        record: null,
        what: `one key signs the logs of ${list}`,
        evidence: [textEvidence('keys', `${keys.join('\n')}\n`)],
      });
  }
  return found;
}
