import type { TLSSocket } from 'node:tls';
import { type ErrorCode, fail, ok, type Result } from '../../../domain/index.ts';
import { type DoorLimits, LineConnections, TlsDoor } from '../../../line/index.ts';
import { type CountyKeys, type CountyLine, RevocationWatch, readDevice } from '../../enrolment/index.ts';
import { identityOf } from './direct-line.ts';
import { LineAgent } from './line-agent.ts';
import { LineFault } from './line-fault.ts';
import type { AskLimits } from './line-request.ts';
import { LineSource } from './line-source.ts';

/** A county has some hundred kiosks, and many may share one address of an operator's network. */
const DOOR_LIMITS: DoorLimits = { connections: 2000, perAddress: 2000, perSecond: 50, handshakeMs: 10_000 };
/** How often open connections are looked at for certificates that were revoked or have ended. */
const RECHECK_MS = 5000;
/** A kiosk closes a line on which it was asked nothing for three minutes; so it is asked each minute. */
const PING_MS = 60_000;
const PING_LIMITS: AskLimits = { answerMs: 20_000 };
/** A dead line is noticed by TCP after a while of this, in milliseconds. */
const KEEP_ALIVE_MS = 30_000;

export interface DialledKiosksOptions {
  readonly folder: string;
  readonly keys: CountyKeys;
  readonly line: CountyLine;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** A kiosk came or went, or somebody was refused. */
  tell(event: DialledEvent): void;
  readonly limits?: AskLimits;
}

export type DialledEvent =
  | { readonly what: 'came' | 'went'; readonly device: string }
  | { readonly what: 'refused'; readonly code: ErrorCode; readonly address: string };

interface Dialled {
  readonly socket: TLSSocket;
  readonly agent: LineAgent;
}

/**
 * The kiosks that dialled in, for those that nobody can reach from outside. Enrolled devices whose certificates are
 * not revoked, one connection each: a newer one takes the place of the older, which may be dead without knowing it.
 */
export class DialledKiosks {
  readonly #options: DialledKiosksOptions;
  readonly #connections: LineConnections;
  readonly #kiosks = new Map<string, Dialled>();
  #door: TlsDoor | undefined;
  readonly #timers: NodeJS.Timeout[] = [];

  private constructor(options: DialledKiosksOptions) {
    this.#options = options;
    const watch = new RevocationWatch(options.folder, options.keys);
    this.#connections = new LineConnections({
      role: 'kiosk',
      isRevoked: (serial) => watch.isRevoked(serial),
    });
  }

  /** Listens. Errors: E-COUNTY-031 (port taken or address not of this machine). */
  static async listen(options: DialledKiosksOptions): Promise<Result<DialledKiosks>> {
    const kiosks = new DialledKiosks(options);
    const door = await TlsDoor.open({
      host: options.host,
      port: options.port,
      identity: identityOf(options.line),
      limits: DOOR_LIMITS,
      came: (socket) => kiosks.#came(socket),
      refused: (code, address) => options.tell({ what: 'refused', code, address }),
    });
    if (!door.ok) return fail('E-COUNTY-031', door.error.detail);
    kiosks.#door = door.value;
    kiosks.#timers.push(
      setInterval(() => kiosks.#connections.recheck(Date.now()), RECHECK_MS),
      setInterval(() => void kiosks.#pingAll(), PING_MS),
    );
    return ok(kiosks);
  }

  get port(): number {
    if (this.#door === undefined) throw new Error('it listens');
    return this.#door.port;
  }

  /** Names of the kiosks that are connected now. */
  connected(): string[] {
    return [...this.#kiosks.keys()].sort();
  }

  /**
   * The log of a kiosk over the connection that it makes; questions fail with E-COUNTY-026 while it is not connected,
   * and go on when it has dialled again. Closing the source leaves the connection.
   */
  source(device: string): LineSource {
    const agent = (): LineAgent => {
      const dialled = this.#kiosks.get(device);
      if (dialled === undefined) throw new LineFault('E-COUNTY-026', device);
      return dialled.agent;
    };
    return new LineSource(device, agent, () => undefined, this.#options.limits);
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    for (const { agent } of this.#kiosks.values()) agent.destroy();
    this.#connections.closeAll();
    await this.#door?.close();
  }

  #came(socket: TLSSocket): Result<unknown> {
    const admitted = this.#connections.admit(socket);
    if (!admitted.ok) return admitted;
    const peer = admitted.value;
    if (peer.role !== 'kiosk' || readDevice(this.#options.folder, peer.device) === undefined)
      return fail('E-LINE-013', 'not enrolled');
    this.#keep(peer.device, socket);
    return admitted;
  }

  #keep(device: string, socket: TLSSocket): void {
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    this.#kiosks.get(device)?.socket.destroy();
    let given = false;
    const agent = new LineAgent(async () => {
      if (given || socket.destroyed) throw new LineFault('E-COUNTY-026', device);
      given = true;
      return socket;
    });
    const dialled: Dialled = { socket, agent };
    this.#kiosks.set(device, dialled);
    this.#options.tell({ what: 'came', device });
    socket.once('close', () => {
      agent.destroy();
      if (this.#kiosks.get(device) !== dialled) return;
      this.#kiosks.delete(device);
      this.#options.tell({ what: 'went', device });
    });
  }

  /** A kiosk that does not answer has lost the line without knowing it; it dials again. */
  async #pingAll(): Promise<void> {
    const idle = [...this.#kiosks].filter(([, { agent }]) => agent.idle);
    const pings = idle.map(async ([device, dialled]) => {
      const source = new LineSource(
        device,
        () => dialled.agent,
        () => undefined,
        PING_LIMITS,
      );
      if (!(await source.health()).ok) dialled.socket.destroy();
    });
    await Promise.all(pings);
  }
}
