import type { WebSocket } from 'ws';
import {
  type Act,
  API_LEVEL,
  type BoardKey,
  type CameraRotation,
  CLOSE,
  type Refusal,
  type Screen,
  ServerMessage,
} from '../../domain/index.ts';
import { parseClient } from './parse-client.ts';

/** How long a new connection may be mute, and an owner without heartbeat, in milliseconds. */
const HELLO_WITHIN = 3_000;
const SILENT_AFTER = 10_000;

/** What the endpoint needs of the visit that it shows. */
export interface ScreenSource {
  /** The chart's answer to an act: taken, or not in this state. Throws only on an inner fault. */
  act(act: Act): boolean;
  touched(): void;
  /** A camera frame; it is overwritten before this returns. */
  frame(bytes: Uint8Array): void;
}

/** What is shown now and for how long nobody is asked. */
export interface Shown {
  readonly show: Screen;
  readonly deadlineMs: number | null;
  readonly chime: 'none' | 'card' | 'ask' | 'done';
}

/** What the UI is told first. */
export interface HelloFacts {
  readonly software: string;
  readonly pixelsPerMm: number;
  readonly language: string;
  readonly simulated: boolean;
  /** See the setting `camera.rotation`. */
  readonly cameraRotation: CameraRotation;
  /** Name of the infrared camera (config/cameras), absent when the device has none. */
  readonly infraredLabel?: string;
}

/** One screen owns the kiosk; a second is turned away unless the first is hung or it takes over. */
export class ScreenSocket {
  readonly #facts: HelloFacts;
  readonly #source: ScreenSource;
  #shown: Shown;
  #sequence = 1;
  /** The sequence with which the present screen began: an act on it or a later one is in time. */
  #since = 1;
  #owner: WebSocket | undefined;
  /** In the order in which they were accepted. */
  readonly #open = new Set<WebSocket>();
  #aliveAt = 0;
  #painted = 0;
  /** When the screen last proved that it paints what it was sent, in milliseconds of the monotonic clock. */
  #answeredAt: number | undefined;

  constructor(facts: HelloFacts, source: ScreenSource, first: Shown) {
    this.#facts = facts;
    this.#source = source;
    this.#shown = first;
  }

  /** Whether a screen is connected, when it last gave a sign of life, and which push it painted last. */
  health(): { connected: boolean; silentMs: number; painted: number; sequence: number } {
    const connected = this.#owner !== undefined;
    return {
      connected,
      silentMs: connected ? Math.round(performance.now() - this.#aliveAt) : 0,
      painted: this.#painted,
      sequence: this.#sequence,
    };
  }

  /** Shows another screen, or the same with other props. */
  push(shown: Shown): void {
    this.#sequence += 1;
    if (shown.show.screen !== this.#shown.show.screen) this.#since = this.#sequence;
    this.#shown = shown;
    this.#sendScreen();
  }

  /** Makes room: the owner stays, of the others the one that was accepted first goes. */
  dropOldestStranger(): void {
    const oldest = [...this.#open].find((socket) => socket !== this.#owner);
    oldest?.terminate();
    if (oldest !== undefined) this.#open.delete(oldest);
  }

  /** Takes an accepted websocket and waits for its hello. */
  accept(socket: WebSocket): void {
    // Only a hello that made it the owner ends this: a socket that says anything else is none of a screen.
    const mute = setTimeout(() => {
      if (this.#owner !== socket) socket.close(CLOSE.silent, 'no hello');
    }, HELLO_WITHIN);
    this.#open.add(socket);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearTimeout(mute);
      this.#open.delete(socket);
      if (this.#owner === socket) this.#owner = undefined;
    });
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) {
        if (this.#owner === socket) this.#source.frame(data);
        data.fill(0);
        return;
      }
      this.#text(socket, data);
    });
  }

  /** Closes a hung owner: its watch is called every few seconds by the endpoint. */
  dropSilent(): void {
    if (performance.now() - this.#aliveAt > SILENT_AFTER) this.dropOwner();
  }

  /** Lets go of a screen that does not answer: it may come back, anew. */
  dropOwner(): void {
    this.#owner?.close(CLOSE.silent, 'no heartbeat');
    this.#owner = undefined;
  }

  /**
   * Milliseconds since the screen last proved that it draws frames and paints what it is sent; undefined when it never
   * did. This is what the watchdog goes by.
   */
  answeredMsAgo(): number | undefined {
    return this.#answeredAt === undefined ? undefined : performance.now() - this.#answeredAt;
  }

  /** Hands on a tactile key; nobody presses it where no screen is. */
  key(key: BoardKey): void {
    if (this.#owner !== undefined) send(this.#owner, { type: 'key', key });
  }

  /** Has the idle screen say its invitation. */
  invite(): void {
    if (this.#owner !== undefined) send(this.#owner, { type: 'invite' });
  }

  close(): void {
    this.#owner?.close(1001, 'daemon stops');
    this.#owner = undefined;
  }

  #text(socket: WebSocket, data: Buffer): void {
    const parsed = parseClient(data.toString('utf8'));
    data.fill(0);
    if (!parsed.ok) refuse(socket, parsed.refusal, parsed.detail);
    else if (parsed.message.type === 'hello')
      this.#hello(socket, parsed.message.api, parsed.message.takeover);
    else if (this.#owner !== socket) refuse(socket, 'out-of-state', 'say hello first');
    else {
      this.#aliveAt = performance.now();
      if (parsed.message.type === 'act') this.#act(socket, parsed.message.screen, parsed.message.act);
      else {
        this.#alive(parsed.message.painted, parsed.message.drew === true);
        if (parsed.message.touched === true) this.#source.touched();
      }
    }
  }

  /** While screens follow each other quickly, one that paints some of them keeps up. */
  #alive(painted: number, drew: boolean): void {
    const keepsUp = painted === this.#sequence || painted > this.#painted;
    this.#painted = painted;
    if (drew && keepsUp) this.#answeredAt = performance.now();
  }

  #act(socket: WebSocket, screen: number, act: Act): void {
    // A press that was meant for the screen before must not count on this one.
    if (screen < this.#since) {
      refuse(socket, 'out-of-state', 'an older screen');
      return;
    }
    try {
      if (!this.#source.act(act)) refuse(socket, 'out-of-state', act.act);
    } catch {
      refuse(socket, 'internal', act.act);
    }
  }

  #hello(socket: WebSocket, api: number, takeover: boolean): void {
    if (api !== API_LEVEL) {
      socket.close(CLOSE.wrongLevel, `api level is ${API_LEVEL}`);
      return;
    }
    this.dropSilent();
    if (this.#owner !== undefined && this.#owner !== socket) {
      if (!takeover) {
        socket.close(CLOSE.occupied, 'another screen owns this kiosk');
        return;
      }
      this.#owner.close(CLOSE.takenOver, 'another screen took over');
    }
    this.#owner = socket;
    this.#aliveAt = performance.now();
    this.#painted = 0;
    send(socket, { type: 'hello', api: API_LEVEL, ...this.#facts });
    this.#sendScreen();
  }

  #sendScreen(): void {
    if (this.#owner === undefined) return;
    const { show, deadlineMs, chime } = this.#shown;
    send(this.#owner, { type: 'screen', sequence: this.#sequence, show, deadlineMs, chime });
  }
}

function refuse(socket: WebSocket, refusal: Refusal, detail: string): void {
  send(socket, { type: 'refused', refusal, detail });
}

/** Answers that wait unread, in bytes: who does not read them is no screen. */
const UNREAD_MAX = 1_000_000;

/** Both ways are checked: what leaves is parsed by its schema too. The bytes are overwritten once they are sent. */
function send(socket: WebSocket, message: ServerMessage): void {
  if (socket.bufferedAmount > UNREAD_MAX) {
    socket.terminate();
    return;
  }
  const bytes = Buffer.from(JSON.stringify(ServerMessage.parse(message)));
  socket.send(bytes, { binary: false }, () => bytes.fill(0));
}
