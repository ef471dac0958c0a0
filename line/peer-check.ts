import type { TLSSocket } from 'node:tls';
import { type LinePeer, peerOf } from '../domain/county/index.ts';
import { fail, ok, type Result } from '../domain/index.ts';

/** Who may be at the other end. */
export interface PeerRule {
  readonly role: LinePeer['role'];
  /** Whether the certificate of this serial number is on the county's list. */
  isRevoked(serial: string): boolean;
}

/** Somebody who may be there, and until when (milliseconds since 1970): the end of the certificate. */
export type AllowedPeer = LinePeer & { readonly until: number };

/** OpenSSL's names for a certificate that is out of its time. */
const OUT_OF_TIME = /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/;

/**
 * Judges who is at the other end of a finished handshake, as server or client. To be asked once a connection: Node 20
 * takes a server's certificate out of its list when it gives it (X509Certificate::GetPeerCert). Errors: E-LINE-010 (no certificate, or
 * none of the county's authority), E-LINE-011 (revoked), E-LINE-012 (out of its time), E-LINE-013 (another role).
 */
export function judgePeer(socket: TLSSocket, rule: PeerRule): Result<AllowedPeer> {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return fail('E-LINE-010', 'no certificate');
  // A session that is taken up again would prove no key; neither end keeps any.
  if (socket.isSessionReused()) return fail('E-LINE-010', 'a session of before');
  if (!socket.authorized) {
    const why = String(socket.authorizationError);
    return fail(OUT_OF_TIME.test(why) ? 'E-LINE-012' : 'E-LINE-010', why);
  }
  const peer = peerOf(certificate);
  if (peer?.role !== rule.role) return fail('E-LINE-013', certificate.subject);
  if (rule.isRevoked(peer.serial)) return fail('E-LINE-011', `serial number ${peer.serial}`);
  return ok({ ...peer, until: Date.parse(certificate.validTo) });
}
