import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../domain/index.ts';
import { type NoteSigner, sm2KeyOf, sm2Signer } from '../../domain/tlog/index.ts';

/**
 * The signer of the second line of each checkpoint where a county wants one: the SM2 key in `<data>/keys/ledger-sm2.pem`
 * (PKCS #8, as `openssl genpkey -algorithm SM2` writes it). None when there is no such file. Error: E-LEDGER-026 (no
 * SM2 key in it).
 */
export function readSm2Signers(dataFolder: string, origin: string): Result<readonly NoteSigner[]> {
  const path = join(dataFolder, 'keys', 'ledger-sm2.pem');
  if (!existsSync(path)) return ok([]);
  try {
    const key = sm2KeyOf(createPrivateKey(readFileSync(path, 'utf8')));
    return key === undefined ? fail('E-LEDGER-026', path) : ok([sm2Signer(origin, key)]);
  } catch {
    // The parser's own message could quote the file, and the file is secret.
    return fail('E-LEDGER-026', path);
  }
}
