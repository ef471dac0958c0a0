import { connect, type SecureContextOptions, type TLSSocket } from 'node:tls';

/** One end of a line as TLS needs it; all in PEM. */
export interface LineIdentity {
  /** Private key (PKCS #8). */
  readonly key: string;
  readonly certificate: string;
  /** The county's authority: nobody else's certificates are believed, whatever the system trusts. */
  readonly authority: string;
}

/** What both ends demand of TLS: version 1.3 alone (RFC 8446), this identity, that authority. */
export function lineTls({ key, certificate, authority }: LineIdentity): SecureContextOptions {
  return { key, cert: certificate, ca: [authority], minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' };
}

/**
 * Dials the other end. Whoever answers is not judged yet: `judgePeer` must be asked at `secureConnect`, before anything
 * is sent or read. By it the reason of a refusal is known, and the name counts that stands in the certificate, not the
 * host that was dialled. No name goes over the network in the clear (SNI).
 */
export function dialLine(
  identity: LineIdentity,
  to: { readonly host: string; readonly port: number },
): TLSSocket {
  return connect({
    ...lineTls(identity),
    ...to,
    servername: '',
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
}
