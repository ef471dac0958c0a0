import { createConnection, type Socket } from 'node:net';

/** Port of vpcd's first slot: the driver inside pcscd listens, the card connects. */
export const VPCD_PORT = 0x8c7b;
const ATR_REQUEST = 4;
const MAX_MESSAGE = 65_535;
const CONNECT_TRIES = 50;
const CONNECT_PAUSE_MS = 50;

export interface VirtualCardOptions {
  readonly atr: Uint8Array;
  /** Answers a command APDU; undefined leaves pcscd without an answer until the card goes. */
  readonly onApdu: (apdu: Uint8Array) => Promise<Uint8Array | undefined>;
}

/** A message after vpcd's manner in one write: two would each wait 40 ms for a delayed ACK (measured). */
function message(payload: Uint8Array): Buffer {
  const bytes = Buffer.alloc(2 + payload.length);
  bytes.writeUInt16BE(payload.length);
  bytes.set(payload, 2);
  return bytes;
}

/** One card in the virtual reader: connected = it lies there, closed = it was taken away. */
export class VirtualCard {
  readonly #options: VirtualCardOptions;
  #socket: Socket | undefined;
  #received: Buffer = Buffer.alloc(0);
  #turn: Promise<void> = Promise.resolve();
  #gone = false;

  constructor(options: VirtualCardOptions) {
    this.#options = options;
  }

  /** Lays the card on; waits for pcscd to listen. Rejects when it does not within some 2.5 seconds. */
  async insert(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        this.#socket = await this.#connect();
        return;
      } catch (error) {
        if (tries >= CONNECT_TRIES || this.#gone) throw error;
        await new Promise((resolve) => setTimeout(resolve, CONNECT_PAUSE_MS));
      }
    }
  }

  /** Takes the card away. */
  remove(): void {
    this.#gone = true;
    this.#socket?.destroy();
    this.#received.fill(0);
    this.#received = Buffer.alloc(0);
  }

  #connect(): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = createConnection({ host: '127.0.0.1', port: VPCD_PORT, noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        // The driver hung up, for instance because pcscd ended: the card lies on a dead reader.
        socket.on('error', () => socket.destroy());
        socket.on('data', (chunk) => this.#receive(chunk));
        resolve(socket);
      });
    });
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    while (this.#received.length >= 2) {
      const size = this.#received.readUInt16BE();
      if (this.#received.length < 2 + size) return;
      const payload = Buffer.from(this.#received.subarray(2, 2 + size));
      this.#received = this.#received.subarray(2 + size);
      if (size !== 1) this.#turn = this.#turn.then(() => this.#answer(payload));
      // 00, 01, 02 are power off, on and reset; they get no answer.
      else if (payload[0] === ATR_REQUEST) this.#socket?.write(message(this.#options.atr));
    }
  }

  async #answer(apdu: Uint8Array): Promise<void> {
    const answer = await this.#options.onApdu(apdu);
    if (answer === undefined || this.#gone || answer.length > MAX_MESSAGE) return;
    this.#socket?.write(message(answer), () => answer.fill(0));
  }
}
