import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { z } from 'zod';
import { syncFolder, writeFileDurably } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { verifierKeyText } from '../../domain/tlog/index.ts';

/** The county's own keys. */
export interface CountyKeys {
  /** Name as devices show it, zh-CN. */
  readonly county: string;
  /** Ed25519 private key that signs rosters and trust files. */
  readonly signingKey: KeyObject;
  readonly verifierKey: string;
  /** `age1…` to which devices seal records. */
  readonly recipient: string;
  /** Base64 of 32 bytes: key of the person digests. */
  readonly personKey: string;
}

const KEY_FILE = 'county.json';
const IDENTITY_FILE = 'records.agekey';

const KeyFile = z.object({
  format: z.literal('youfu-county-keys/1'),
  county: z.string().min(1).max(80),
  /** Name of the signing key; like every note's key name without spaces and plus. */
  keyName: z.string().regex(/^[a-z0-9.-]{3,80}$/),
  /** PKCS #8, base64. */
  signingKey: z.string(),
  personKey: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
});

/**
 * Makes the county's keys in `<folder>/keys`. The age identity stands in a file of its own, so that the stock `age`
 * program opens records with it: `age -d -i keys/records.agekey`. Error: E-COUNTY-001 (there is a key of either
 * file: an identity that were made anew could not open what devices have sealed so far).
 */
export async function makeCountyKeys(folder: string, county: string): Promise<Result<CountyKeys>> {
  const found = [keyFilePath(folder), identityPath(folder)].find((path) => existsSync(path));
  if (found !== undefined) return fail('E-COUNTY-001', found);
  const { privateKey } = generateKeyPairSync('ed25519');
  const file: z.infer<typeof KeyFile> = {
    format: 'youfu-county-keys/1',
    county,
    keyName: `county-${randomBytes(4).toString('hex')}`,
    signingKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    personKey: randomBytes(32).toString('base64'),
  };
  // Both files appear at once, with the name of their folder: after a crash there are all keys or none.
  const unfinished = join(folder, 'keys.unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  writeFileDurably(join(unfinished, IDENTITY_FILE), `${await generateX25519Identity()}\n`);
  writeFileDurably(join(unfinished, KEY_FILE), `${JSON.stringify(KeyFile.parse(file), null, 2)}\n`);
  renameSync(unfinished, join(folder, 'keys'));
  syncFolder(folder);
  return readCountyKeys(folder);
}

/** The county's keys. Error: E-COUNTY-002 (missing or unreadable). */
export async function readCountyKeys(folder: string): Promise<Result<CountyKeys>> {
  try {
    const file = KeyFile.parse(JSON.parse(readFileSync(keyFilePath(folder), 'utf8')));
    const signingKey = createPrivateKey({
      key: Buffer.from(file.signingKey, 'base64'),
      format: 'der',
      type: 'pkcs8',
    });
    return ok({
      county: file.county,
      signingKey,
      verifierKey: verifierKeyText(file.keyName, signingKey),
      recipient: await identityToRecipient(readFileSync(identityPath(folder), 'utf8').trim()),
      personKey: file.personKey,
    });
  } catch {
    // The parser's own message could quote the file, and the file is secret.
    return fail('E-COUNTY-002', keyFilePath(folder));
  }
}

function keyFilePath(folder: string): string {
  return join(folder, 'keys', KEY_FILE);
}

function identityPath(folder: string): string {
  return join(folder, 'keys', IDENTITY_FILE);
}
