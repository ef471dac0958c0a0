import type { ConnectionOptions } from 'node:tls';

/** One end of a line as TLS needs it; all in PEM. */
export interface LineIdentity {
  /** Private key (PKCS #8). */
  readonly key: string;
  readonly certificate: string;
  /** The county's authority: nobody else's certificates are believed, whatever the system trusts. */
  readonly authority: string;
}

/** What both ends demand of TLS: version 1.3 alone (RFC 8446), this identity, that authority. */
export function lineTls({ key, certificate, authority }: LineIdentity): ConnectionOptions {
  return { key, cert: certificate, ca: [authority], minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' };
}
