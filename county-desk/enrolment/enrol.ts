import { Encrypter } from 'age-encryption';
import { readEnrolRequest, type TrustStatement, writeTrust } from '../../domain/county/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import type { CountyKeys } from './county-keys.ts';
import { keepDevice, readDevice } from './devices.ts';

export interface EnrolOptions {
  readonly folder: string;
  readonly keys: CountyKeys;
  /** ISO time. */
  readonly now: string;
  /** Takes new keys for a device that was really set up anew; the key of its old log is kept beside. */
  readonly replace: boolean;
}

/**
 * Enrols the device that made this request and gives the text of its trust file.
 * Errors: E-COUNTY-003 (request not sound), E-COUNTY-004 (name taken by other keys).
 */
export async function enrolDevice(
  text: string,
  options: EnrolOptions,
): Promise<Result<{ device: string; trust: string }>> {
  const request = readEnrolRequest(text);
  if (request === undefined) return fail('E-COUNTY-003');
  const known = readDevice(options.folder, request.device);
  const sameKeys = known?.ledgerKey === request.ledgerKey && known.recipient === request.recipient;
  if (known !== undefined && !sameKeys && !options.replace) return fail('E-COUNTY-004', request.device);
  const { device, station, ledgerKey, recipient } = request;
  const rosterVersion = known?.rosterVersion ?? 0;
  const former = known?.formerLedgerKeys ?? [];
  const formerLedgerKeys =
    known === undefined || known.ledgerKey === ledgerKey
      ? former
      : [...former, { ledgerKey: known.ledgerKey, until: options.now }];
  keepDevice(options.folder, {
    device,
    station,
    ledgerKey,
    recipient,
    enrolledAt: options.now,
    rosterVersion,
    formerLedgerKeys,
  });
  const { keys } = options;
  const statement: TrustStatement = {
    format: 'youfu-trust/1',
    county: keys.county,
    device,
    verifierKey: keys.verifierKey,
    recipients: [keys.recipient],
    sealedPersonKey: await sealTo(recipient, Buffer.from(keys.personKey, 'base64')),
    issuedAt: options.now,
  };
  return ok({ device, trust: writeTrust(statement, keys.signingKey) });
}

async function sealTo(recipient: string, secret: Buffer): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const sealed = await encrypter.encrypt(secret);
  secret.fill(0);
  return Buffer.from(sealed).toString('base64');
}
