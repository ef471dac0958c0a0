import { Encrypter } from 'age-encryption';
import canonicalize from 'canonicalize';
import { bodyDigest, writeRosterPackage } from '../../domain/county/index.ts';
import type { RosterHead, RosterRow } from '../../domain/index.ts';
import type { CountyKeys, Device } from '../enrolment/index.ts';

/**
 * Packs rows for one device: sealed to its age recipient, signed by the county. `version` must be greater than that
 * of every package made for the device before; `now` is an ISO time.
 */
export async function packRoster(
  rows: readonly RosterRow[],
  device: Device,
  keys: CountyKeys,
  version: number,
  now: string,
): Promise<{ head: RosterHead; bytes: Buffer }> {
  const body = Buffer.from(rows.map((row) => canonicalize(row)).join('\n'));
  const encrypter = new Encrypter();
  encrypter.addRecipient(device.recipient);
  const sealedBody = await encrypter.encrypt(body);
  body.fill(0);
  const head: RosterHead = {
    format: 'youfu-roster/1',
    county: keys.county,
    device: device.device,
    version,
    issuedAt: now,
    rows: rows.length,
    bodySha256: bodyDigest(sealedBody),
  };
  return { head, bytes: writeRosterPackage(head, sealedBody, keys.signingKey) };
}
