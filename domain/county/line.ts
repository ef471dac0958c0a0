import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { DeviceId } from './device-id.ts';

/** TCP port on which a kiosk serves its log to the county. */
export const LINE_PORT = 8651;
/** TCP port on which a county waits for kiosks that dial out. */
export const DIAL_PORT = 8652;

/**
 * A P-256 public key as base64 of its SubjectPublicKeyInfo (RFC 5480, uncompressed point). Not the key of the log: a
 * key has one purpose.
 */
export const LineKeyText = z
  .string()
  .regex(/^MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE[A-Za-z0-9+/]{86}==$/, 'no P-256 public key');

/** One certificate in PEM (RFC 7468). */
export const CertificateText = z
  .string()
  .max(4096)
  .regex(
    /^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+\n-----END CERTIFICATE-----\n?$/,
    'no PEM certificate',
  );

/** A certificate's serial number as Node tells it: hex in capitals. */
export const CertificateSerial = z.string().regex(/^([0-9A-F]{2}){1,20}$/);

/** What a kiosk needs to be spoken to over the line: its certificate and the authority that signs both sides'. */
export const LineCertificates = z.object({ certificate: CertificateText, authority: CertificateText });
export type LineCertificates = z.infer<typeof LineCertificates>;

/** Who stands in a certificate of the county's authority. */
export type LinePeer =
  | { readonly role: 'county'; readonly serial: string }
  | { readonly role: 'kiosk'; readonly device: string; readonly serial: string };

/** The one subjectAltName (RFC 5280, 4.2.1.6) of the county's own certificates, as Node writes it. */
const COUNTY_NAME = 'URI:youfu:county';
export const COUNTY_URI = COUNTY_NAME.slice('URI:'.length);

/**
 * Whom a certificate names: the county, or the kiosk whose id is its one DNS name. Undefined for any other or further
 * name. Says nothing about signature, time or revocation: TLS proves the first two, `isRevoked` the third.
 */
export function peerOf(certificate: X509Certificate): LinePeer | undefined {
  const serial = certificate.serialNumber;
  const name = certificate.subjectAltName ?? '';
  if (name === COUNTY_NAME) return { role: 'county', serial };
  const device = DeviceId.safeParse(name.startsWith('DNS:') ? name.slice('DNS:'.length) : '');
  return device.success ? { role: 'kiosk', device: device.data, serial } : undefined;
}

/** The public half of a line key as requests carry it. */
export function lineKeyText(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return LineKeyText.parse(publicKey.export({ format: 'der', type: 'spki' }).toString('base64'));
}

/** A certificate from its PEM; undefined when it is none. */
export function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** Days before a certificate's end from which a renewal is asked for. */
export const RENEW_DAYS = 60;
const DAY_MS = 86_400_000;

/** How a certificate stands at `now` (milliseconds since 1970). */
export function certificateAge(
  certificate: X509Certificate,
  now: number,
): 'good' | 'ends-soon' | 'ended' | 'not-begun' {
  if (now < Date.parse(certificate.validFrom)) return 'not-begun';
  const left = Date.parse(certificate.validTo) - now;
  if (left <= 0) return 'ended';
  return left <= RENEW_DAYS * DAY_MS ? 'ends-soon' : 'good';
}

/** The kinds of signed file that a kiosk takes: media type on the line, name on a stick, most bytes. */
export const INBOX_KINDS = {
  cosignature: { type: 'application/vnd.youfu.cosignature', ending: 'note', maxBytes: 65_536 },
  order: { type: 'application/vnd.youfu.order', ending: 'json', maxBytes: 524_288 },
  roster: { type: 'application/vnd.youfu.roster', ending: 'roster', maxBytes: 64 * 1024 * 1024 },
} as const;
export type InboxKind = keyof typeof INBOX_KINDS;

/** What a kiosk answers to a signed file: taken now, or had before. */
export const InboxAnswer = z.object({ state: z.enum(['taken', 'had']) });
export type InboxAnswer = z.infer<typeof InboxAnswer>;
