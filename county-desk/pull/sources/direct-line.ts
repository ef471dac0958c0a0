import { connect, type TLSSocket } from 'node:tls';
import { type ErrorCode, fail, ok, type Result, splitHostAndPort } from '../../../domain/index.ts';
import { judgePeer, type LineIdentity, lineTls } from '../../../line/index.ts';
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
  let present: TLSSocket | undefined;
  const agent = new LineAgent(async () => {
    present = await connectTo(device, address, identityOf(line), watch);
    return present;
  });
  const believed = (): LineAgent => {
    // Revoked while the line was open: the next question finds nobody there.
    const serial = present?.destroyed === false ? present.getPeerX509Certificate()?.serialNumber : undefined;
    if (serial !== undefined && watch.isRevoked(serial)) {
      present?.destroy();
      throw new LineFault('E-COUNTY-021', `${device}: E-LINE-011`);
    }
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
  watch: RevocationWatch,
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    // Judged below, so that the reason is known; nothing is sent before. No name in the clear (SNI).
    const socket = connect({
      ...lineTls(identity),
      ...splitHostAndPort(address),
      servername: '',
      rejectUnauthorized: false,
    });
    const refuse = (code: ErrorCode, why: string): void => {
      clearTimeout(tooLate);
      socket.destroy();
      reject(new LineFault(code, `${device} at ${address}: ${why}`));
    };
    const tooLate = setTimeout(() => refuse('E-COUNTY-020', 'no answer'), CONNECT_MS);
    socket.once('error', (error: NodeJS.ErrnoException) => refuse('E-COUNTY-020', error.code ?? 'no TLS'));
    socket.once('secureConnect', () => {
      const judged = judgePeer(socket, { role: 'kiosk', isRevoked: (serial) => watch.isRevoked(serial) });
      if (!judged.ok) return refuse('E-COUNTY-021', judged.error.code);
      if (judged.value.role !== 'kiosk' || judged.value.device !== device)
        return refuse('E-COUNTY-021', 'another kiosk is there');
      clearTimeout(tooLate);
      resolve(socket);
    });
  });
}
