import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket, type Server as TlsServer } from 'node:tls';
import { type ErrorCode, fail, ok, type Result } from '../domain/index.ts';
import { type LineIdentity, lineTls } from './line-identity.ts';
import { RequestBudget } from './request-budget.ts';

export interface DoorLimits {
  /** Connections at once. */
  readonly connections: number;
  /** Connections at once from one address. */
  readonly perAddress: number;
  /** New connections a second. */
  readonly perSecond: number;
  /** Milliseconds for a handshake, however slowly its bytes come. */
  readonly handshakeMs: number;
}

interface Caller {
  readonly socket: Socket;
  readonly address: string;
  readonly tooLate: NodeJS.Timeout;
}

export interface TlsDoorOptions {
  /** Address to listen on. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly identity: LineIdentity;
  readonly limits: DoorLimits;
  /** Judges who came, and takes the connection over when it may stay. */
  came(socket: TLSSocket): Result<unknown>;
  /** Somebody was turned away: the code says why. */
  refused(code: ErrorCode, address: string): void;
}

/**
 * A TCP port behind which only TLS 1.3 with a certificate is spoken. Bounds come before the handshake, so that
 * strangers cost little; whoever is refused gets no byte beyond TLS.
 */
export class TlsDoor {
  readonly #options: TlsDoorOptions;
  readonly #tcp: Server;
  readonly #tls: TlsServer;
  readonly #budget: RequestBudget;
  /** By far address and port. */
  readonly #open = new Map<string, Caller>();

  private constructor(options: TlsDoorOptions) {
    this.#options = options;
    this.#budget = new RequestBudget(options.limits.perSecond, performance.now());
    // Not refused by TLS itself: then nobody would know why. `came` refuses whatever is not `authorized`.
    this.#tls = createTlsServer({
      ...lineTls(options.identity),
      requestCert: true,
      rejectUnauthorized: false,
    });
    this.#tls.on('secureConnection', (socket) => this.#judge(socket));
    this.#tls.on('tlsClientError', (_error, socket) => {
      options.refused('E-LINE-014', addressOf(socket));
      socket.destroy();
    });
    this.#tcp = createServer((socket) => this.#knock(socket));
  }

  /** Opens the door. Errors: E-LINE-005 (port taken), E-LINE-006 (address not of this machine, or not allowed). */
  static async open(options: TlsDoorOptions): Promise<Result<TlsDoor>> {
    const door = new TlsDoor(options);
    const { host, port } = options;
    return new Promise((resolve) => {
      door.#tcp.once('error', (error: NodeJS.ErrnoException) => {
        const code = error.code === 'EADDRINUSE' ? 'E-LINE-005' : 'E-LINE-006';
        resolve(fail(code, `${host} port ${port}: ${error.code ?? 'unknown'}`));
      });
      door.#tcp.listen({ host, port }, () => {
        door.#tcp.removeAllListeners('error');
        // After that an error is one of accepting a single connection, such as too many open files.
        door.#tcp.on('error', () => options.refused('E-LINE-015', ''));
        resolve(ok(door));
      });
    });
  }

  get port(): number {
    const address = this.#tcp.address();
    if (address === null || typeof address === 'string') throw new Error('a door that is open has a port');
    return address.port;
  }

  /** Closes the door and everything that came through it. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#tcp.close(resolve));
    for (const { socket } of this.#open.values()) socket.destroy();
    await closed;
  }

  #knock(socket: Socket): void {
    const { limits, refused } = this.#options;
    const address = addressOf(socket);
    const fromThere = [...this.#open.values()].filter((caller) => caller.address === address).length;
    const full = this.#open.size >= limits.connections || fromThere >= limits.perAddress;
    if (full || !this.#budget.take(performance.now())) {
      socket.on('error', () => undefined).destroy();
      refused('E-LINE-015', address);
      return;
    }
    const name = callerName(socket);
    // Node's own time-out counts idle time; bytes that drip in would never end it.
    const tooLate = setTimeout(() => {
      refused('E-LINE-014', address);
      socket.destroy();
    }, limits.handshakeMs);
    this.#open.set(name, { socket, address, tooLate });
    socket.once('close', () => {
      clearTimeout(tooLate);
      this.#open.delete(name);
    });
    this.#tls.emit('connection', socket);
  }

  #judge(socket: TLSSocket): void {
    clearTimeout(this.#open.get(callerName(socket))?.tooLate);
    socket.on('error', () => undefined);
    const judged = this.#options.came(socket);
    if (judged.ok) return;
    this.#options.refused(judged.error.code, addressOf(socket));
    socket.destroy();
  }
}

/** The socket of a TLS connection is another object than that of the TCP connection below it; these are the same. */
function callerName(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`;
}

function addressOf(socket: Socket): string {
  return (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
}
