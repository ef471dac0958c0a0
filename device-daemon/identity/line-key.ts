import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from '../../config/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';

/**
 * The key of the device's TLS certificate in `<folder>/keys/line.pem` (P-256), made when there is none yet. Nothing
 * hangs on it: when it is lost the device is enrolled again. Error: E-LINE-001 (unreadable).
 */
export function loadOrMakeLineKey(folder: string): Result<KeyObject> {
  const path = lineKeyPath(folder);
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileDurably(path, privateKey.export({ format: 'pem', type: 'pkcs8' }));
  }
  return loadLineKey(folder);
}

/** The key that was made before. Error: E-LINE-001. */
export function loadLineKey(folder: string): Result<KeyObject> {
  try {
    return ok(createPrivateKey(readFileSync(lineKeyPath(folder), 'utf8')));
  } catch {
    // The parser's own message could quote the file, and the file is secret.
    return fail('E-LINE-001', lineKeyPath(folder));
  }
}

function lineKeyPath(folder: string): string {
  return join(folder, 'keys', 'line.pem');
}
