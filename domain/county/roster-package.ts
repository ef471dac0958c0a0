import { createHash, type KeyObject } from 'node:crypto';
import canonicalize from 'canonicalize';
import { RosterHead } from '../roster.ts';
import type { VerifierKey } from '../tlog/index.ts';
import { signStatement, verifyStatement } from './signed-statement.ts';

/**
 * A packed roster: line 1 the head in canonical JSON, line 2 the base64 Ed25519 signature over it, then the body:
 * an age file to the device with one row in JSON a line. The head names the body's SHA-256.
 */
const FORMAT = 'youfu-roster/1';
/** Longest package that is read, in bytes. */
export const MAX_PACKAGE_BYTES = 64 * 1024 * 1024;
const MAX_HEAD_BYTES = 4096;
const LINE_END = 0x0a;

/** A package taken apart; nothing of it is believed yet but its form. */
export interface RosterPackage {
  readonly head: RosterHead;
  readonly signature: string;
  readonly sealedBody: Uint8Array;
}

/** The head's field for a sealed body. */
export function bodyDigest(sealedBody: Uint8Array): string {
  return createHash('sha256').update(sealedBody).digest('hex');
}

/** The bytes of a package. */
export function writeRosterPackage(head: RosterHead, sealedBody: Uint8Array, countyKey: KeyObject): Buffer {
  const signature = signStatement(FORMAT, head, countyKey);
  return Buffer.concat([Buffer.from(`${canonicalize(head)}\n${signature}\n`), sealedBody]);
}

/** Takes a package apart; undefined when it has not the form of one. */
export function readRosterPackage(bytes: Uint8Array): RosterPackage | undefined {
  if (bytes.length > MAX_PACKAGE_BYTES) return undefined;
  const headEnd = bytes.indexOf(LINE_END);
  const signatureEnd = bytes.indexOf(LINE_END, headEnd + 1);
  if (headEnd < 0 || signatureEnd < 0 || signatureEnd > MAX_HEAD_BYTES) return undefined;
  const text = Buffer.from(bytes.subarray(0, signatureEnd)).toString('utf8');
  const [headText = '', signature = ''] = text.split('\n');
  if (!/^[A-Za-z0-9+/]{86}==$/.test(signature)) return undefined;
  try {
    const head = RosterHead.parse(JSON.parse(headText));
    return canonicalize(head) === headText
      ? { head, signature, sealedBody: bytes.subarray(signatureEnd + 1) }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the county's key signed the package's head. */
export function isSignedBy(packed: RosterPackage, verifier: VerifierKey): boolean {
  return verifyStatement(FORMAT, packed.head, packed.signature, verifier);
}
