import { X509Certificate } from 'node:crypto';
import { Encrypter } from 'age-encryption';
import {
  type EnrolRequest,
  type LineCertificates,
  readEnrolRequest,
  type TrustStatement,
  writeTrust,
} from '../../domain/county/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import type { CountyKeys } from './county-keys.ts';
import { type Device, keepDevice, readDevice } from './devices.ts';
import { deviceCertificate, loadOrMakeCountyLine } from './line-authority.ts';
import { latestOrder } from './orders.ts';
import { addToList, ofDevice } from './revocation.ts';

export interface EnrolOptions {
  readonly folder: string;
  readonly keys: CountyKeys;
  /** ISO time. */
  readonly now: string;
  /** Takes new keys for a device that was really set up anew; the key of its old log is kept beside. */
  readonly replace: boolean;
  /** `host:port` where its log is pulled; null for a device that dials out or whose log comes on a stick. */
  readonly address?: string | null;
}

/**
 * Enrols the device that made this request, or renews its certificate, and gives the text of its trust file.
 * Errors: E-COUNTY-003 (request not sound), E-COUNTY-004 (name taken by other keys), E-COUNTY-028 (line keys),
 * E-COUNTY-030 (these keys were revoked), E-COUNTY-035 (a kept order is damaged).
 */
export async function enrolDevice(
  text: string,
  options: EnrolOptions,
): Promise<Result<{ device: string; trust: string; until: string | null }>> {
  const request = readEnrolRequest(text);
  if (request === undefined) return fail('E-COUNTY-003');
  const { folder, keys, now } = options;
  const known = readDevice(folder, request.device);
  const sameKeys = known?.ledgerKey === request.ledgerKey && known.recipient === request.recipient;
  if (known !== undefined && !sameKeys && !options.replace) return fail('E-COUNTY-004', request.device);
  if (known !== undefined && known.revokedAt !== null && sameKeys)
    return fail('E-COUNTY-030', `${request.device}, on ${known.revokedAt}`);
  const line = await certify(request, options);
  if (!line.ok) return line;
  const recipients = recipientsFor(request.device, options);
  if (!recipients.ok) return recipients;
  // Whoever still holds the replaced device's key gets nothing with it any more.
  const replaced = known === undefined || sameKeys ? [] : ofDevice(known, { ...options, reason: 'replaced' });
  if (replaced.length > 0) {
    const listed = addToList(replaced, { ...options, reason: 'replaced' });
    if (!listed.ok) return listed;
  }
  const certificate = line.value === undefined ? undefined : new X509Certificate(line.value.certificate);
  const until = certificate === undefined ? null : new Date(certificate.validTo).toISOString();
  const made =
    certificate === undefined || until === null ? [] : [{ serial: certificate.serialNumber, until }];
  keepDevice(folder, {
    ...identityOf(request, known, now),
    address: options.address === undefined ? (known?.address ?? null) : options.address,
    certificates: [
      ...(sameKeys ? (known?.certificates ?? []) : []).filter((one) => one.until > now),
      ...made,
    ],
  });
  const statement: TrustStatement = {
    format: 'youfu-trust/1',
    county: keys.county,
    device: request.device,
    verifierKey: keys.verifierKey,
    recipients: recipients.value,
    sealedPersonKey: await sealTo(request.recipient, Buffer.from(keys.personKey, 'base64')),
    issuedAt: now,
    ...(line.value === undefined ? {} : { line: line.value }),
  };
  return ok({ device: request.device, trust: writeTrust(statement, keys.signingKey), until });
}

/** The device as it is kept from now on, but for its line. */
function identityOf(request: EnrolRequest, known: Device | undefined, now: string) {
  const { device, station, ledgerKey, recipient } = request;
  const former = known?.formerLedgerKeys ?? [];
  return {
    device,
    station,
    ledgerKey,
    recipient,
    enrolledAt: now,
    rosterVersion: known?.rosterVersion ?? 0,
    formerLedgerKeys:
      known === undefined || known.ledgerKey === ledgerKey
        ? former
        : // A device that was revoked first is believed up to that day: who held it since may have written on.
          [...former, { ledgerKey: known.ledgerKey, until: known.revokedAt ?? now }],
    revokedAt: null,
  };
}

/** Certificate and authority for a request that names a line key; none for one from before there were lines. */
async function certify(
  { device, lineKey }: EnrolRequest,
  { folder, keys, now }: EnrolOptions,
): Promise<Result<LineCertificates | undefined>> {
  if (lineKey === undefined) return ok(undefined);
  const line = await loadOrMakeCountyLine(folder, keys, now);
  if (!line.ok) return line;
  const certificate = await deviceCertificate(device, lineKey, line.value, now);
  return ok({ certificate, authority: line.value.authority });
}

/** To whom the device seals: as the last order for it says, else to the county's own key. */
function recipientsFor(device: string, { folder, keys }: EnrolOptions): Result<string[]> {
  const latest = latestOrder(folder, keys, 'recipients', device);
  if (!latest.ok) return latest;
  const order = latest.value?.order;
  return ok(order?.kind === 'recipients' ? order.recipients : [keys.recipient]);
}

async function sealTo(recipient: string, secret: Buffer): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const sealed = await encrypter.encrypt(secret);
  secret.fill(0);
  return Buffer.from(sealed).toString('base64');
}
