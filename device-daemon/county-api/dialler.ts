import type { TLSSocket } from 'node:tls';
import { type CodedError, fail, ok, type Result, splitHostAndPort } from '../../domain/index.ts';
import { type AllowedPeer, dialLine, judgePeer, type LineIdentity, type PeerRule } from '../../line/index.ts';

export interface DialPauses {
  /** Milliseconds until the second try; doubled from try to try. */
  readonly firstMs: number;
  readonly mostMs: number;
  /** A connection that lasted so long was a good one: the next pause is the first again. */
  readonly goodAfterMs: number;
}

export const DIAL_PAUSES: DialPauses = { firstMs: 1000, mostMs: 300_000, goodAfterMs: 60_000 };
/** Milliseconds for TCP and TLS until the county's listener is known. */
const CONNECT_MS = 15_000;
/** A dead line is noticed by TCP after a while of this, in milliseconds; the county asks each minute besides. */
const KEEP_ALIVE_MS = 30_000;

export interface DiallerOptions {
  /** The county's listener, `host:port`. */
  readonly to: string;
  readonly identity: LineIdentity;
  readonly rule: PeerRule;
  readonly pauses: DialPauses;
  /** A proven connection to the county; it is served until it closes. */
  connected(socket: TLSSocket, county: AllowedPeer): void;
  /** A try that came to nothing. */
  failed(error: CodedError): void;
}

interface Connected {
  readonly socket: TLSSocket;
  readonly county: AllowedPeer;
}

/** How the line that the kiosk makes stands now. */
export type DialState = 'connecting' | 'connected' | 'waiting' | 'stopped';

/**
 * Keeps one connection to the county, for kiosks that nobody can reach from outside. When it is lost it is made
 * again, with a pause that doubles and is drawn anew each time, so that a county's kiosks do not all come at once.
 */
export class Dialler {
  readonly #options: DiallerOptions;
  #state: DialState = 'connecting';
  #failures = 0;
  #socket: TLSSocket | undefined;
  #pause: NodeJS.Timeout | undefined;

  constructor(options: DiallerOptions) {
    this.#options = options;
  }

  get state(): DialState {
    return this.#state;
  }

  start(): void {
    this.#dial().catch((error: unknown) =>
      this.#over({ code: 'E-LINE-007', detail: error instanceof Error ? error.message : 'unknown' }),
    );
  }

  stop(): void {
    this.#state = 'stopped';
    clearTimeout(this.#pause);
    this.#socket?.destroy();
  }

  async #dial(): Promise<void> {
    this.#state = 'connecting';
    const made = await this.#connect();
    if (this.state === 'stopped') {
      if (made.ok) made.value.socket.destroy();
      return;
    }
    if (!made.ok) {
      this.#over(made.error);
      return;
    }
    const { socket, county } = made.value;
    const since = performance.now();
    this.#state = 'connected';
    socket.once('close', () => {
      const { goodAfterMs } = this.#options.pauses;
      if (performance.now() - since >= goodAfterMs) this.#failures = 0;
      this.#over({ code: 'E-LINE-007', detail: 'the line was lost' });
    });
    this.#options.connected(socket, county);
  }

  /** Errors: E-LINE-007 (not reached), E-LINE-008 (somebody else is there). */
  #connect(): Promise<Result<Connected>> {
    const { identity, rule, to } = this.#options;
    return new Promise((resolve) => {
      const socket = dialLine(identity, splitHostAndPort(to));
      this.#socket = socket;
      const give = (result: Result<Connected>): void => {
        clearTimeout(tooLate);
        if (!result.ok) socket.destroy();
        resolve(result);
      };
      const tooLate = setTimeout(() => give(fail('E-LINE-007', `no answer of ${to}`)), CONNECT_MS);
      socket.on('error', (error: NodeJS.ErrnoException) =>
        give(fail('E-LINE-007', `${to}: ${error.code ?? ''}`)),
      );
      socket.once('close', () => give(fail('E-LINE-007', `${to} closed the line`)));
      socket.once('secureConnect', () => {
        socket.setKeepAlive(true, KEEP_ALIVE_MS);
        const judged = judgePeer(socket, rule);
        give(
          judged.ok
            ? ok({ socket, county: judged.value })
            : fail('E-LINE-008', `${judged.error.code} ${judged.error.detail ?? ''}`.trim()),
        );
      });
    });
  }

  #over(error: CodedError): void {
    if (this.#state === 'stopped') return;
    this.#state = 'waiting';
    const { firstMs, mostMs } = this.#options.pauses;
    const pause = Math.min(mostMs, firstMs * 2 ** Math.min(this.#failures, 20));
    this.#failures += 1;
    this.#options.failed(error);
    // Half to the whole of it, at random.
    this.#pause = setTimeout(() => this.start(), pause * (0.5 + Math.random() / 2));
  }
}
