import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { z } from 'zod';
import { writeFileDurably } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { verifierKeyText } from '../../domain/tlog/index.ts';

/** Everything by which this device is itself. Made at its first start, never leaves it. */
export interface DeviceKeys {
  readonly deviceId: string;
  /** 32 bytes; roster rows are sealed under keys derived from it. */
  readonly deviceSecret: Buffer;
  /** Ed25519 private key that signs the log. */
  readonly ledgerKey: KeyObject;
  /** Verifier key string of the log; its name is the device's id. */
  readonly ledgerVkey: string;
  /** `AGE-SECRET-KEY-1…` to which rosters are sealed. */
  readonly ageIdentity: string;
  /** `age1…` of it. */
  readonly ageRecipient: string;
}

const KeyFile = z.object({
  format: z.literal('youfu-device-keys/1'),
  device: z.string(),
  deviceSecret: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  /** PKCS #8, base64. */
  ledgerKey: z.string(),
  ageIdentity: z.string().startsWith('AGE-SECRET-KEY-1'),
});

/**
 * The keys in `<folder>/keys/device.json`, made when there are none yet: one file, so all of them exist or none.
 * `folder` is the device's data folder. Errors: E-IDENTITY-001 (file unreadable; never replaced, because the
 * roster and the log hang on it), E-IDENTITY-002 (keys of another device id).
 */
export async function loadOrMakeDeviceKeys(folder: string, deviceId: string): Promise<Result<DeviceKeys>> {
  if (!hasDeviceKeys(folder))
    writeFileDurably(keyFilePath(folder), `${JSON.stringify(await newKeyFile(deviceId), null, 2)}\n`);
  return loadKeysOf(folder, deviceId);
}

/** Whether keys were made already: from then on the device keeps its id. */
export function hasDeviceKeys(folder: string): boolean {
  return existsSync(keyFilePath(folder));
}

/**
 * The keys that were made before, for the device that the settings name: the id is the log's name in every receipt.
 * Errors: E-IDENTITY-001, E-IDENTITY-002 (keys of another device id).
 */
export async function loadKeysOf(folder: string, deviceId: string): Promise<Result<DeviceKeys>> {
  const keys = await loadDeviceKeys(folder);
  return keys.ok && keys.value.deviceId !== deviceId
    ? fail('E-IDENTITY-002', `keys of ${keys.value.deviceId}, settings of ${deviceId}`)
    : keys;
}

/** The keys that were made before. Error: E-IDENTITY-001. */
export async function loadDeviceKeys(folder: string): Promise<Result<DeviceKeys>> {
  try {
    const file = KeyFile.parse(JSON.parse(readFileSync(keyFilePath(folder), 'utf8')));
    const ledgerKey = createPrivateKey({
      key: Buffer.from(file.ledgerKey, 'base64'),
      format: 'der',
      type: 'pkcs8',
    });
    return ok({
      deviceId: file.device,
      deviceSecret: Buffer.from(file.deviceSecret, 'base64'),
      ledgerKey,
      ledgerVkey: verifierKeyText(file.device, ledgerKey),
      ageIdentity: file.ageIdentity,
      ageRecipient: await identityToRecipient(file.ageIdentity),
    });
  } catch {
    // The parser's own message could quote the file, and the file is secret.
    return fail('E-IDENTITY-001', keyFilePath(folder));
  }
}

function keyFilePath(folder: string): string {
  return join(folder, 'keys', 'device.json');
}

async function newKeyFile(device: string): Promise<z.infer<typeof KeyFile>> {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    format: 'youfu-device-keys/1',
    device,
    deviceSecret: randomBytes(32).toString('base64'),
    ledgerKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    ageIdentity: await generateX25519Identity(),
  };
}
