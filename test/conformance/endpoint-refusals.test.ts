import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { WebSocket } from 'ws';
import { type Endpoint, openEndpoint } from '../../device-daemon/endpoint/index.ts';
import { type Act, API_LEVEL, CLOSE, ServerMessage } from '../../domain/index.ts';
import { eventually } from '../support/eventually.ts';

/** What reached the visit behind the endpoint. */
const acts: Act[] = [];
let frames = 0;
let touches = 0;
let taken = true;
let broken = false;
let endpoint: Endpoint;
let cookie = '';

test.before(async () => {
  endpoint = await openEndpoint({
    port: 0,
    facts: { software: 'test', pixelsPerMm: 4.03, language: 'zh-CN', simulated: true, cameraRotation: 0 },
    source: {
      act(act) {
        if (broken) throw new Error('inner fault');
        acts.push(act);
        return taken;
      },
      touched: () => {
        touches += 1;
      },
      frame: () => {
        frames += 1;
      },
    },
    first: {
      show: { screen: 'idle', props: { station: '样例站', paper: 'ok' } },
      deadlineMs: null,
      chime: 'none',
    },
    cardPhoto: () => Buffer.from('photo bytes'),
    health: () => ({ ok: true }),
    metrics: async () => '',
  });
  const page = await fetchRaw('/', {});
  cookie = (page.headers['set-cookie'] ?? []).join().split(';')[0] ?? '';
});

test.after(() => endpoint.close());

function fetchRaw(path: string, headers: Record<string, string>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: endpoint.port, path, headers }, (response) => {
      response.resume();
      resolve(response);
    }).on('error', reject);
  });
}

const host = (): string => `127.0.0.1:${endpoint.port}`;

function dial(headers: Record<string, string> = {}, path = '/ws'): WebSocket {
  const own = { origin: `http://${host()}`, cookie, ...headers };
  const socket = new WebSocket(`ws://${host()}${path}`, { headers: own });
  socket.on('error', () => undefined);
  return socket;
}

/** The status with which an upgrade is refused. */
function refusedWith(socket: WebSocket): Promise<number> {
  return new Promise((resolve, reject) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('open', () => reject(new Error('let in')));
  });
}

function nextMessage(socket: WebSocket): Promise<ServerMessage> {
  return new Promise((resolve) =>
    socket.once('message', (data) => resolve(ServerMessage.parse(JSON.parse(String(data))))),
  );
}

/** A connection that owns the screen. */
async function owner(takeover = true): Promise<WebSocket> {
  const socket = dial();
  await once(socket, 'open');
  const screen = new Promise<void>((resolve) =>
    socket.on('message', (data) => {
      if (String(data).includes('"type":"screen"')) resolve();
    }),
  );
  socket.send(JSON.stringify({ type: 'hello', api: API_LEVEL, takeover }));
  await screen;
  return socket;
}

async function answerTo(text: string): Promise<ServerMessage> {
  const socket = await owner();
  const answer = nextMessage(socket);
  socket.send(text);
  const message = await answer;
  socket.terminate();
  return message;
}

const refusalOf = (message: ServerMessage): string =>
  message.type === 'refused' ? message.refusal : message.type;

test('a page on a foreign host name gets nothing (DNS rebinding)', async () => {
  const response = await fetchRaw('/', { host: 'kiosk.example:80' });
  assert.is(response.statusCode, 403);
  assert.is(response.headers['set-cookie'], undefined);
});

test('a foreign Origin gets nothing, neither page nor socket', async () => {
  const response = await fetchRaw('/healthz', { origin: 'https://kiosk.example' });
  assert.is(response.statusCode, 403);
  assert.is(await refusedWith(dial({ origin: 'https://kiosk.example' })), 403);
  assert.is(await refusedWith(dial({ origin: 'null' })), 403);
});

test('a socket without Origin, without token, or with another token is refused', async () => {
  const socket = new WebSocket(`ws://${host()}/ws`, { headers: { cookie } });
  socket.on('error', () => undefined);
  assert.is(await refusedWith(socket), 403);
  assert.is(await refusedWith(dial({ cookie: '' })), 403);
  assert.is(
    await refusedWith(dial({ cookie: `${cookie.slice(0, -1)}${cookie.endsWith('0') ? '1' : '0'}` })),
    403,
  );
});

test('only /ws is a socket', async () => {
  assert.is(await refusedWith(dial({}, '/other')), 403);
});

test('the card photo is for the page of this start alone', async () => {
  assert.is((await fetchRaw('/visit/card-photo.png', {})).statusCode, 403);
  const own = await fetchRaw('/visit/card-photo.png', { cookie });
  assert.is(own.statusCode, 200);
  assert.is(own.headers['cache-control'], 'no-store');
});

test('the page carries a policy that lets nothing else in', async () => {
  const page = await fetchRaw('/', {});
  const policy = String(page.headers['content-security-policy']);
  assert.match(policy, "default-src 'none'");
  assert.match(policy, "frame-ancestors 'self'");
  assert.match(String(page.headers['set-cookie']), 'HttpOnly');
  assert.match(String(page.headers['set-cookie']), 'SameSite=Strict');
});

test('an unknown message and an unknown act are unknown', async () => {
  assert.is(refusalOf(await answerTo('{"type":"reboot"}')), 'unknown');
  assert.is(refusalOf(await answerTo('{"type":"act","screen":1,"act":{"act":"suspend"}}')), 'unknown');
});

test('a misshapen message is invalid, and its values are not sent back', async () => {
  assert.is(refusalOf(await answerTo('{{')), 'invalid');
  const message = await answerTo(
    JSON.stringify({ type: 'act', screen: 9_999, act: { act: 'change-phone', phone: 'planted-value' } }),
  );
  assert.is(refusalOf(message), 'invalid');
  assert.not.match(JSON.stringify(message), 'planted-value');
});

test('an oversized text is invalid, an oversized message ends the connection', async () => {
  assert.is(refusalOf(await answerTo(`{"type":"${'x'.repeat(70_000)}"}`)), 'invalid');
  const socket = await owner();
  const closed = once(socket, 'close');
  socket.send(Buffer.alloc(2_000_000));
  const [code] = await closed;
  assert.is(code, 1009);
});

test('an act out of state, on an older screen, or with an inner fault: each has its own answer', async () => {
  taken = false;
  assert.is(refusalOf(await answerTo('{"type":"act","screen":9999,"act":{"act":"begin"}}')), 'out-of-state');
  taken = true;
  acts.length = 0;
  endpoint.screen.push({ show: { screen: 'take-card', props: {} }, deadlineMs: null, chime: 'none' });
  assert.is(refusalOf(await answerTo('{"type":"act","screen":1,"act":{"act":"begin"}}')), 'out-of-state');
  assert.equal(acts, [], 'an act on an older screen reached the visit');
  broken = true;
  assert.is(refusalOf(await answerTo('{"type":"act","screen":9999,"act":{"act":"begin"}}')), 'internal');
  broken = false;
});

test('a second screen is turned away, unless it takes over', async () => {
  const first = await owner();
  const second = dial();
  await once(second, 'open');
  const turnedAway = once(second, 'close');
  second.send(JSON.stringify({ type: 'hello', api: API_LEVEL, takeover: false }));
  assert.is((await turnedAway)[0], CLOSE.occupied);
  const pushedOut = once(first, 'close');
  const third = await owner(true);
  assert.is((await pushedOut)[0], CLOSE.takenOver);
  third.terminate();
});

test('another level is told so; a frame before hello goes nowhere', async () => {
  const socket = dial();
  await once(socket, 'open');
  const before = frames;
  socket.send(Buffer.alloc(64));
  const closed = once(socket, 'close');
  socket.send(JSON.stringify({ type: 'hello', api: API_LEVEL + 1, takeover: true }));
  assert.is((await closed)[0], CLOSE.wrongLevel);
  assert.is(frames, before);
});

test('a connection without a hello is closed, whatever else it says', async () => {
  for (const words of ['', '{', '{"type":"alive","painted":1}']) {
    const socket = dial();
    await once(socket, 'open');
    if (words !== '') socket.send(words);
    const [code] = await once(socket, 'close');
    assert.is(code, CLOSE.silent, words);
  }
});

test("mute sockets are few, and never keep the kiosk's own screen out", async () => {
  const first = await owner();
  const mutes = Array.from({ length: 12 }, () => dial());
  const closed: number[] = [];
  for (const [i, socket] of mutes.entries()) socket.on('close', () => closed.push(i));
  await Promise.all(mutes.map((socket) => once(socket, 'open')));
  await eventually('the oldest strangers to be sent away', async () => closed.length >= 5);
  assert.is(first.readyState, WebSocket.OPEN, 'the owner was sent away for a stranger');
  const second = await owner();
  assert.is(second.readyState, WebSocket.OPEN);
  for (const socket of [...mutes, first, second]) socket.terminate();
});

test('only a screen that draws frames and paints what it is sent answers for the watchdog', async () => {
  const socket = await owner();
  const alive = (facts: object): void =>
    socket.send(JSON.stringify({ type: 'alive', ...facts, touched: true }));
  const heard = (): Promise<unknown> => {
    const before = touches;
    return eventually('the heartbeat', () => touches > before);
  };
  const { sequence } = endpoint.screen.health();
  // Its timers run, but the browser draws nothing: covered, or its panel is gone.
  let word = heard();
  alive({ painted: sequence, drew: false });
  await word;
  word = heard();
  alive({ painted: sequence });
  await word;
  // It draws, but never what it was sent.
  word = heard();
  alive({ painted: sequence - 1, drew: true });
  await word;
  assert.is(endpoint.screen.answeredMsAgo(), undefined);
  word = heard();
  alive({ painted: sequence, drew: true });
  await word;
  assert.type(endpoint.screen.answeredMsAgo(), 'number');
  socket.terminate();
});

test('who does not read the answers is let go', async () => {
  const socket = await owner();
  socket.pause();
  // With its heartbeat going on, so that it is not let go for being silent.
  for (let i = 0; i < 400_000 && endpoint.screen.health().connected; i++) {
    socket.send('{"type":"reboot"}');
    if (i % 1_000 === 0) socket.send('{"type":"alive","painted":1}');
    if (i % 1_000 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.is(endpoint.screen.health().connected, false);
  socket.terminate();
});

test.run();
