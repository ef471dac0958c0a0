import { X509Certificate } from 'node:crypto';
import type { Revocation, RevocationReason } from '../../domain/county/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import type { CountyKeys } from './county-keys.ts';
import { type Device, keepDevice, readDevice } from './devices.ts';
import { readCountyLine } from './line-authority.ts';
import { issueOrder, type KeptOrder, latestOrder } from './orders.ts';

export interface RevokeOptions {
  readonly folder: string;
  readonly keys: CountyKeys;
  /** ISO time. */
  readonly now: string;
  readonly reason: RevocationReason;
}

/**
 * The certificates that are believed no more and have not ended, as the county's signed list has them. Error:
 * E-COUNTY-035 (the list is damaged).
 */
export function readRevocations(folder: string, keys: CountyKeys): Result<readonly Revocation[]> {
  const latest = latestOrder(folder, keys, 'revoked');
  if (!latest.ok) return latest;
  return ok(latest.value?.order.kind === 'revoked' ? latest.value.order.revoked : []);
}

/**
 * Revokes every certificate of a device, or the county's certificate of this serial number, and issues the new list as
 * an order to all devices. The county's own puller and listener read the list anew at each connection.
 * Errors: E-COUNTY-029 (nothing of that name), E-COUNTY-032 (list too long), E-COUNTY-035 (list damaged).
 */
export function revoke(what: string, options: RevokeOptions): Result<KeptOrder> {
  const { folder, now } = options;
  const device = readDevice(folder, what);
  const added = device === undefined ? countyCertificate(what, options) : ofDevice(device, options);
  if (added === undefined) return fail('E-COUNTY-029', what);
  const list = addToList(added, options);
  // After the list: a crash between leaves a device without its mark, and the officer revokes it again.
  if (list.ok && device !== undefined) keepDevice(folder, { ...device, revokedAt: now });
  return list;
}

/** The list with these added, without those that have ended by themselves. */
export function addToList(added: readonly Revocation[], options: RevokeOptions): Result<KeptOrder> {
  const { folder, keys, now } = options;
  const listed = readRevocations(folder, keys);
  if (!listed.ok) return listed;
  const before = listed.value.filter(
    ({ serial, until }) => until > now && !added.some((one) => one.serial === serial),
  );
  return issueOrder(folder, keys, { kind: 'revoked', device: '*', revoked: [...before, ...added] }, now);
}

/** What the list says of a device's certificates that have not ended. */
export function ofDevice({ device, certificates }: Device, { now, reason }: RevokeOptions): Revocation[] {
  return certificates
    .filter(({ until }) => until > now)
    .map(({ serial, until }) => ({ serial, device, at: now, until, reason }));
}

/**
 * The county's present certificate is named by its serial number; one that was replaced before may be listed too, for
 * as long as a certificate of the county can hold.
 */
function countyCertificate(serial: string, { folder, now, reason }: RevokeOptions): Revocation[] | undefined {
  const line = readCountyLine(folder);
  if (!line.ok || !/^([0-9A-F]{2}){8,20}$/.test(serial)) return undefined;
  const authority = new X509Certificate(line.value.authority);
  const present = new X509Certificate(line.value.certificate);
  const until = present.serialNumber === serial ? present.validTo : authority.validTo;
  return [{ serial, device: null, at: now, until: new Date(until).toISOString(), reason }];
}
