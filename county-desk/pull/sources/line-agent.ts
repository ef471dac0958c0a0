import { Agent, type ClientRequestArgs } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Node's own keeper of connections, for one kiosk: one connection, used again and again, made by `connect` when there
 * is none. So the same requests go over a line that the county makes and over one that the kiosk made.
 */
export class LineAgent extends Agent {
  readonly #connect: () => Promise<Duplex>;

  constructor(connect: () => Promise<Duplex>) {
    super({ keepAlive: true, maxSockets: 1, maxFreeSockets: 1 });
    this.#connect = connect;
  }

  /** Whether nothing is being asked now. */
  get idle(): boolean {
    return Object.keys(this.sockets).length === 0 && Object.keys(this.requests).length === 0;
  }

  override createConnection(
    _options: ClientRequestArgs,
    made: (error: Error | null, connection?: Duplex) => void,
  ): undefined {
    this.#connect().then(
      (connection) => made(null, connection),
      (error: unknown) => made(error instanceof Error ? error : new Error(String(error))),
    );
    return undefined;
  }
}
