import type { X509Certificate } from 'node:crypto';
import { certificateAge, type LineCertificates, peerOf, readCertificate } from '../../domain/county/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { loadLineKey } from './line-key.ts';

/** What the device shows and believes on the line; PEM. */
export interface LineCredentials {
  readonly key: string;
  readonly certificate: string;
  readonly authority: string;
  /** ISO time at which the certificate ends. */
  readonly until: string;
}

/**
 * The device's key with the certificates of its trust file. Whether they have ended is not asked here.
 * Errors: E-LINE-001 (key), E-LINE-002 (certificates not for this device, this key or by this authority).
 */
export function openLineCredentials(
  folder: string,
  device: string,
  line: LineCertificates,
): Result<LineCredentials> {
  const key = loadLineKey(folder);
  if (!key.ok) return key;
  const certificate = readCertificate(line.certificate);
  const authority = readCertificate(line.authority);
  if (certificate === undefined || authority === undefined) return fail('E-LINE-002', 'malformed');
  if (!authority.ca || !certificate.verify(authority.publicKey))
    return fail('E-LINE-002', 'not signed by the authority beside it');
  const peer = peerOf(certificate);
  if (peer?.role !== 'kiosk' || peer.device !== device)
    return fail('E-LINE-002', `made for ${certificate.subject}`);
  if (!certificate.checkPrivateKey(key.value))
    return fail('E-LINE-002', "for another key than this device's");
  return ok({
    key: key.value.export({ format: 'pem', type: 'pkcs8' }).toString(),
    certificate: line.certificate,
    authority: line.authority,
    until: endOf(certificate),
  });
}

/**
 * Whether the device's certificate holds at `now` (milliseconds since 1970). Errors: E-LINE-003 (ends within 60 days),
 * E-LINE-004 (has ended, or not begun by this device's clock).
 */
export function lineCertificateHolds(line: LineCertificates, now: number): Result<string> {
  const certificate = readCertificate(line.certificate);
  if (certificate === undefined) return fail('E-LINE-002', 'malformed');
  const until = endOf(certificate);
  const age = certificateAge(certificate, now);
  if (age === 'ends-soon') return fail('E-LINE-003', until);
  return age === 'good' ? ok(until) : fail('E-LINE-004', `from ${certificate.validFrom} until ${until}`);
}

function endOf(certificate: X509Certificate): string {
  return new Date(certificate.validTo).toISOString();
}
