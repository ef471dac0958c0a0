import { WebSocket } from 'ws';
import { type Act, API_LEVEL, type ClientMessage, type Screen, ServerMessage } from '../../domain/index.ts';

/** What the daemon pushed, and when it came (milliseconds of performance.now()). */
export interface PushedScreen {
  readonly show: Screen;
  readonly chime: Extract<ServerMessage, { type: 'screen' }>['chime'];
  readonly sequence: number;
  readonly at: number;
}

/** The kiosk is gone, or the screen was closed. */
export class ScreenClosed extends Error {}

const WAIT_MS = 30_000;
/** Chromium's pieces of a message are between some hundred bytes and 64 kB long; short ones are the hard case. */
const PIECE_BYTES = 3_001;

/** A screen without a browser: says hello, keeps the heartbeat, hands out what is pushed, sends acts. */
export class KioskScreen {
  /** How often the screen was asked to say its invitation. */
  invites = 0;
  private readonly waiting: PushedScreen[] = [];
  private wake: () => void = () => {};
  private painted = 0;
  private touched = false;
  private closed = false;
  private readonly heartbeat: NodeJS.Timeout;
  private readonly socket: WebSocket;
  private readonly url: string;
  private readonly cookie: string;

  private constructor(socket: WebSocket, url: string, cookie: string) {
    this.socket = socket;
    this.url = url;
    this.cookie = cookie;
    socket.on('message', (data) => {
      const message = ServerMessage.parse(JSON.parse(String(data)));
      if (message.type === 'refused') throw new Error(`refused: ${message.refusal} ${message.detail}`);
      if (message.type === 'invite') this.invites += 1;
      if (message.type !== 'screen') return;
      this.painted = message.sequence;
      const { show, chime, sequence } = message;
      this.waiting.push({ show, chime, sequence, at: performance.now() });
      this.wake();
    });
    socket.on('close', () => {
      this.closed = true;
      clearInterval(this.heartbeat);
      this.wake();
    });
    this.send({ type: 'hello', api: API_LEVEL, takeover: true });
    this.heartbeat = setInterval(
      () => this.send({ type: 'alive', painted: this.painted, touched: this.touched, drew: true }),
      1000,
    );
  }

  /** Opens the kiosk's page for its token and then its websocket, as a browser does. */
  static async open(url: string): Promise<KioskScreen> {
    const page = await fetch(url);
    const cookie = page.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, { headers: { cookie, origin: url } });
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return new KioskScreen(socket, url, cookie);
  }

  /**
   * The next pushed screen for which `wanted` holds; others before it are passed over. Throws after 30 s, and
   * with ScreenClosed once the connection is gone and everything that came over it was looked at.
   */
  async until(wanted: (screen: Screen) => boolean): Promise<PushedScreen> {
    const end = performance.now() + WAIT_MS;
    let last = 'none';
    while (performance.now() < end) {
      const next = this.waiting.shift();
      if (next === undefined) {
        if (this.closed) throw new ScreenClosed();
        await this.pushed();
      } else if (wanted(next.show)) return next;
      else last = next.show.screen;
    }
    throw new Error(`the awaited screen did not come, the last one was ${last}`);
  }

  act(on: PushedScreen, act: Act): void {
    this.send({ type: 'act', screen: on.sequence, act });
  }

  /** Sends a binary camera frame, as a browser does: in pieces of whatever length its own buffers had. */
  frame(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
      const fin = from + PIECE_BYTES >= bytes.length;
      this.socket.send(bytes.subarray(from, from + PIECE_BYTES), { binary: true, fin });
    }
  }

  /** The card's photo as PNG, which is there only while staff compare. */
  async cardPhoto(): Promise<Uint8Array> {
    const answer = await fetch(`${this.url}/visit/card-photo.png`, { headers: { cookie: this.cookie } });
    if (!answer.ok) throw new Error(`no photo: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  /** Whether the heartbeat tells from now on that somebody touches the screen. */
  touch(touched: boolean): void {
    this.touched = touched;
  }

  close(): void {
    clearInterval(this.heartbeat);
    this.socket.terminate();
  }

  private send(message: ClientMessage): void {
    this.socket.send(JSON.stringify(message));
  }

  private async pushed(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 500);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
