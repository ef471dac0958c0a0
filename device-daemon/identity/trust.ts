import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter } from 'age-encryption';
import { writeFileDurably } from '../../config/index.ts';
import { type LineCertificates, readTrustText, type TrustStatement } from '../../domain/county/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { parseVerifierKey } from '../../domain/tlog/index.ts';
import { type DeviceKeys, loadDeviceKeys } from './device-keys.ts';
import { openLineCredentials } from './line-credentials.ts';

/** Longest trust file that is read, in characters. */
const MAX_TRUST_LENGTH = 65_536;

/** Whom this device believes. */
export interface Trust {
  readonly county: string;
  readonly device: string;
  /** Verifier key string that signs rosters and later trust files. */
  readonly verifierKey: string;
  /** age recipients to which records are sealed. */
  readonly recipients: readonly string[];
  /** Base64 of the 32-byte key for person digests. */
  readonly personKey: string;
  /** The device's TLS certificate; null where it was enrolled without one. */
  readonly line: LineCertificates | null;
}

/**
 * The trust installed in the device's data folder. Errors: E-IDENTITY-001 (keys), E-IDENTITY-003 (not enrolled),
 * E-IDENTITY-004 (file broken, altered or not for this device).
 */
export async function readTrust(folder: string): Promise<Result<Trust>> {
  const path = trustPath(folder);
  if (!existsSync(path)) return fail('E-IDENTITY-003', path);
  const keys = await loadDeviceKeys(folder);
  return keys.ok ? openTrust(readFileSync(path, 'utf8'), keys.value) : keys;
}

/**
 * Installs a trust file. The first one is believed because a technician brings it; a later one only when the county
 * key that is trusted already signed it and it is not older. Errors: those of `readTrust`, E-IDENTITY-005 (signed by
 * another county key), E-IDENTITY-006 (older than the installed one), E-LINE-001 and E-LINE-002 (a certificate that is
 * not for this device's line key).
 */
export async function installTrust(folder: string, text: string): Promise<Result<Trust>> {
  const keys = await loadDeviceKeys(folder);
  if (!keys.ok) return keys;
  const next = await openTrust(text, keys.value);
  if (!next.ok) return next;
  const { device, line } = next.value;
  const credentials = line === null ? ok(undefined) : openLineCredentials(folder, device, line);
  if (!credentials.ok) return credentials;
  const path = trustPath(folder);
  if (existsSync(path)) {
    const installed = readTrustText(readFileSync(path, 'utf8'));
    if (installed === undefined) return fail('E-IDENTITY-004', path);
    const offered = readTrustText(text, parseVerifierKey(installed.verifierKey));
    if (offered === undefined) return fail('E-IDENTITY-005', `the installed trust is of ${installed.county}`);
    if (offered.issuedAt < installed.issuedAt) return fail('E-IDENTITY-006', offered.issuedAt);
  }
  writeFileDurably(path, text);
  return next;
}

function trustPath(folder: string): string {
  return join(folder, 'trust.json');
}

async function openTrust(text: string, keys: DeviceKeys): Promise<Result<Trust>> {
  const statement = text.length > MAX_TRUST_LENGTH ? undefined : readTrustText(text);
  if (statement === undefined) return fail('E-IDENTITY-004', 'malformed or not signed by the key it names');
  if (statement.device !== keys.deviceId) return fail('E-IDENTITY-004', `for device ${statement.device}`);
  const personKey = await openPersonKey(statement, keys);
  if (personKey === undefined) return fail('E-IDENTITY-004', "not sealed to this device's key");
  const { county, device, verifierKey, recipients } = statement;
  return ok({ county, device, verifierKey, recipients, personKey, line: statement.line ?? null });
}

async function openPersonKey(statement: TrustStatement, keys: DeviceKeys): Promise<string | undefined> {
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(keys.ageIdentity);
    const key = Buffer.from(await decrypter.decrypt(Buffer.from(statement.sealedPersonKey, 'base64')));
    return key.length === 32 ? key.toString('base64') : undefined;
  } catch {
    return undefined;
  }
}
