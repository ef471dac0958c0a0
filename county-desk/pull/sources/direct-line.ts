import type { TLSSocket } from 'node:tls';
import { type ErrorCode, fail, ok, type Result, splitHostAndPort } from '../../../domain/index.ts';
import {
  type AllowedPeer,
  dialLine,
  judgePeer,
  LineConnections,
  type LineIdentity,
  type PeerRule,
} from '../../../line/index.ts';
import { type CountyKeys, type CountyLine, type Device, RevocationWatch } from '../../enrolment/index.ts';
import { LineAgent } from './line-agent.ts';
import { LineFault } from './line-fault.ts';
import type { AskLimits } from './line-request.ts';
import { LineSource } from './line-source.ts';

/** Milliseconds for TCP and TLS. */
const CONNECT_MS = 10_000;

export interface DirectLineOptions {
  readonly folder: string;
  readonly keys: CountyKeys;
  readonly line: CountyLine;
  readonly limits?: AskLimits;
}

/**
 * The log of a kiosk that the county can reach. Nothing is asked here yet: each question makes the connection when
 * there is none. Error: E-COUNTY-034 (the county was told no address).
 */
export function directLine(
  { device, address }: Pick<Device, 'device' | 'address'>,
  { folder, keys, line, limits }: DirectLineOptions,
): Result<LineSource> {
  if (address === null) return fail('E-COUNTY-034', device);
  const watch = new RevocationWatch(folder, keys);
  const rule: PeerRule = { role: 'kiosk', isRevoked: (serial) => watch.isRevoked(serial) };
  const connections = new LineConnections(rule);
  const agent = new LineAgent(async () => {
    const { socket, peer } = await connectTo(device, address, identityOf(line), rule);
    connections.keep(socket, peer);
    return socket;
  });
  const believed = (): LineAgent => {
    // Revoked or ended while the line was open: the next question finds nobody there.
    if (connections.recheck(Date.now()) > 0) throw new LineFault('E-COUNTY-021', `${device}: E-LINE-011`);
    return agent;
  };
  return ok(new LineSource(device, believed, () => agent.destroy(), limits));
}

/** The county's end as TLS needs it. */
export function identityOf({ authority, certificate, key }: CountyLine): LineIdentity {
  return { authority, certificate, key: key.export({ format: 'pem', type: 'pkcs8' }).toString() };
}

/** Rejects with E-COUNTY-020 (not reached) or E-COUNTY-021 (somebody else, or revoked, or out of its time). */
function connectTo(
  device: string,
  address: string,
  identity: LineIdentity,
  rule: PeerRule,
): Promise<{ socket: TLSSocket; peer: AllowedPeer }> {
  return new Promise((resolve, reject) => {
    const socket = dialLine(identity, splitHostAndPort(address));
    const refuse = (code: ErrorCode, why: string): void => {
      clearTimeout(tooLate);
      socket.destroy();
      reject(new LineFault(code, `${device} at ${address}: ${why}`));
    };
    const tooLate = setTimeout(() => refuse('E-COUNTY-020', 'no answer'), CONNECT_MS);
    socket.once('error', (error: NodeJS.ErrnoException) => refuse('E-COUNTY-020', error.code ?? 'no TLS'));
    socket.once('secureConnect', () => {
      const judged = judgePeer(socket, rule);
      if (!judged.ok) return refuse('E-COUNTY-021', judged.error.code);
      if (judged.value.role !== 'kiosk' || judged.value.device !== device)
        return refuse('E-COUNTY-021', 'another kiosk is there');
      clearTimeout(tooLate);
      resolve({ socket, peer: judged.value });
    });
  });
}
