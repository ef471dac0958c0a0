import { type Act, API_LEVEL, CLOSE, type ClientMessage, ServerMessage } from '../../domain/index.ts';
import { backOff } from './back-off.ts';

/** What the rest of the UI is told of the connection. */
export interface ConnectionListener {
  hello(hello: Extract<ServerMessage, { type: 'hello' }>): void;
  screen(push: Extract<ServerMessage, { type: 'screen' }>): void;
  /** A tactile key of the control board. */
  key(key: Extract<ServerMessage, { type: 'key' }>['key']): void;
  /** Somebody came to stand before the idle screen. */
  invite(): void;
  refused(refusal: Extract<ServerMessage, { type: 'refused' }>): void;
  /** The daemon is away; it is being looked for. */
  away(): void;
  /** Another page owns the kiosk; nothing is tried until `takeOver`. */
  elsewhere(): void;
}

export interface Connection {
  /** Says what the person did on screen `screen`. Dropped when the daemon is away: its next push decides. */
  act(screen: number, act: Act): void;
  /** Sends one camera frame unless the last ones still wait; true when it was sent. */
  frame(bytes: Uint8Array<ArrayBuffer>): boolean;
  /** Tells which screen was really painted; goes with the next heartbeat. */
  painted(sequence: number): void;
  /** Somebody touched the screen or a key; goes with the next heartbeat. */
  touched(): void;
  takeOver(): void;
}

const HEARTBEAT_MS = 1_000;
/** A frame is 1.2 MB: with more than one waiting the newer ones are worth nothing. */
const FRAME_BACKLOG_BYTES = 1_300_000;

/** Opens the websocket to the daemon that served this page and keeps it open. */
export function connect(listener: ConnectionListener): Connection {
  let socket: WebSocket | undefined;
  let attempt = 0;
  let lastPainted = 0;
  let touched = false;
  let drew = false;
  let ready = false;

  const send = (message: ClientMessage) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };

  /**
   * Looks for the daemon again. A daemon that was started anew knows another token: it refuses this page's socket
   * but serves its page, which then is loaded with the new token.
   */
  const comeBack = async (refused: boolean) => {
    if (
      refused &&
      (await fetch('/', { cache: 'no-store' }).then(
        (page) => page.ok,
        () => false,
      ))
    )
      location.reload();
    else open(false);
  };

  const open = (takeover: boolean) => {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const opened = new WebSocket(`${scheme}//${location.host}/ws`);
    let greeted = false;
    socket = opened;
    ready = false;
    opened.onopen = () => send({ type: 'hello', api: API_LEVEL, takeover });
    opened.onmessage = (event) => {
      const message = readMessage(event.data);
      if (message === undefined) return;
      if (message.type === 'hello') {
        attempt = 0;
        ready = true;
        greeted = true;
        lastPainted = 0;
        listener.hello(message);
      } else if (message.type === 'screen') listener.screen(message);
      else if (message.type === 'key') listener.key(message.key);
      else if (message.type === 'invite') listener.invite();
      else listener.refused(message);
    };
    opened.onclose = (event) => {
      if (socket !== opened) return;
      ready = false;
      if (event.code === CLOSE.takenOver || event.code === CLOSE.occupied) return listener.elsewhere();
      // A newer daemon serves a newer page.
      if (event.code === CLOSE.wrongLevel)
        return void setTimeout(() => location.reload(), backOff(attempt++));
      listener.away();
      setTimeout(() => void comeBack(!greeted), backOff(attempt++));
    };
  };

  open(false);
  setInterval(() => {
    if (!ready) return;
    send({ type: 'alive', painted: lastPainted, touched, drew });
    touched = false;
    drew = false;
    // The browser calls this only when it draws, not while the page hangs, is covered, or has lost its panel.
    requestAnimationFrame(() => {
      drew = true;
    });
  }, HEARTBEAT_MS);

  return {
    act: (screen, act) => send({ type: 'act', screen, act }),
    frame(bytes) {
      if (socket?.readyState !== WebSocket.OPEN || socket.bufferedAmount > FRAME_BACKLOG_BYTES) return false;
      socket.send(bytes);
      return true;
    },
    painted(sequence) {
      lastPainted = sequence;
    },
    touched() {
      touched = true;
    },
    takeOver: () => open(true),
  };
}

/** A message of the daemon, or undefined (and a word in the console) when it is not one of this level. */
function readMessage(data: unknown): ServerMessage | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    return ServerMessage.parse(JSON.parse(data));
  } catch {
    console.error('a message of the daemon was not understood');
    return undefined;
  }
}
