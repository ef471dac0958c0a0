import { type KeyObject, sign, verify } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { VerifierKey } from '../tlog/index.ts';

/**
 * Ed25519 over `<format>\n<canonical JSON (RFC 8785)>`. The format's name goes in front so that a signature
 * made for one kind of statement never passes for another. Gives base64.
 */
export function signStatement(format: string, statement: unknown, key: KeyObject): string {
  return sign(null, statementBytes(format, statement), key).toString('base64');
}

/** Whether this base64 signature is the key's over this statement. */
export function verifyStatement(
  format: string,
  statement: unknown,
  signature: string,
  verifier: VerifierKey,
): boolean {
  return verify(null, statementBytes(format, statement), verifier.key, Buffer.from(signature, 'base64'));
}

function statementBytes(format: string, statement: unknown): Buffer {
  const text = canonicalize(statement);
  if (text === undefined) throw new Error('a statement is JSON');
  return Buffer.from(`${format}\n${text}`);
}
