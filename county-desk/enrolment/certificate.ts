import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, webcrypto } from 'node:crypto';
import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** What a certificate says. */
export interface CertificateFacts {
  /** Common name; letters, digits, dots and hyphens only. */
  readonly name: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer;
  readonly from: Date;
  readonly until: Date;
}

/** Who signs a certificate. */
export interface Issuer {
  readonly name: string;
  /** P-256 private key. */
  readonly key: KeyObject;
}

/** A new P-256 key pair. */
export function newLineKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

/** SubjectPublicKeyInfo of a key's public half, DER. */
export function publicKeyOf(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: 'der', type: 'spki' });
}

/** The authority's own certificate in PEM: signs others, and nothing below them. */
export function authorityCertificate(facts: CertificateFacts, key: KeyObject): Promise<string> {
  return sign(facts, { name: facts.name, key }, [
    new BasicConstraintsExtension(true, 0, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
  ]);
}

/**
 * A certificate for one end of a line, in PEM. Either end may be the one that dials, so each is server and client
 * (RFC 5280, 4.2.1.12). `names` is the one subjectAltName: it alone says who the holder is.
 */
export function lineCertificate(
  facts: CertificateFacts,
  names: { readonly type: 'dns' | 'url'; readonly value: string },
  issuer: Issuer,
): Promise<string> {
  return sign(facts, issuer, [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
    new SubjectAlternativeNameExtension([names]),
  ]);
}

async function sign(
  facts: CertificateFacts,
  issuer: Issuer,
  extensions: readonly Extension[],
): Promise<string> {
  const der = issuer.key.export({ format: 'der', type: 'pkcs8' });
  const signingKey = await webcrypto.subtle.importKey('pkcs8', der, P256, false, ['sign']);
  // Of a plain buffer: with the types of the web's pages in the program, x509 asks for one.
  const publicKey = Uint8Array.from(facts.publicKey);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: `CN=${facts.name}`,
    issuer: `CN=${issuer.name}`,
    notBefore: facts.from,
    notAfter: facts.until,
    publicKey,
    signingKey,
    signingAlgorithm: SIGNING,
    extensions: [
      ...extensions,
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(Uint8Array.from(publicKeyOf(issuer.key))),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

/** 16 random bytes, positive and of full length (RFC 5280, 4.1.2.2). */
function newSerial(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8(0x40 | (bytes.readUInt8(0) & 0x3f), 0);
  return bytes.toString('hex');
}
