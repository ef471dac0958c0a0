import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance } from 'fastify';
import { WebSocketServer } from 'ws';
import { configFolder, modelsFolder, packageFolder } from '../../config/index.ts';
import { FRAME_HEAD_BYTES, FRAME_MAX_SIDE } from '../../domain/index.ts';
import type { DockActs } from './dock.ts';
import { addDock } from './dock.ts';
import { Guard, type GuardRefusal } from './guard.ts';
import { type HelloFacts, ScreenSocket, type ScreenSource, type Shown } from './screen-socket.ts';

/** Largest websocket message: one camera frame of the largest size. */
const MESSAGE_MAX = FRAME_HEAD_BYTES + FRAME_MAX_SIDE * FRAME_MAX_SIDE * 4;

/** Sockets at once: one screen, those that are just taken over or turned away, and no more. */
const MAX_SOCKETS = 8;

export interface EndpointOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly facts: HelloFacts;
  readonly source: ScreenSource;
  readonly first: Shown;
  /** The card's photo as PNG while staff compare, else undefined. */
  cardPhoto(): Buffer | undefined;
  /** What /healthz answers beside the endpoint's own part. */
  health(): { readonly ok: boolean; readonly [fact: string]: unknown };
  metrics(): Promise<string>;
  /** Present with simulated hardware only. */
  readonly dock?: DockActs;
}

export interface Endpoint {
  readonly url: string;
  readonly port: number;
  readonly screen: ScreenSocket;
  close(): Promise<void>;
}

const CSP = [
  "default-src 'none'",
  // WebAssembly of the face guidance; nothing inline, nothing from elsewhere.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "frame-src 'self'",
  "frame-ancestors 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Serves the UI and its one websocket on loopback, to nobody but the pages it served itself. */
export async function openEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const guard = new Guard();
  const screen = new ScreenSocket(options.facts, options.source, options.first);
  const app = fastify({ bodyLimit: 4 * 1024 * 1024, logger: false });

  app.addHook('onRequest', async (request, reply) => {
    const refused = guard.checkOrigin(request.raw, request.method !== 'GET' && request.method !== 'HEAD');
    if (refused !== undefined) return reply.code(403).send({ refused });
    reply.headers({
      'content-security-policy': CSP,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
    });
    return undefined;
  });

  await addPages(app, guard);
  app.get('/healthz', async (_request, reply) => {
    const health = options.health();
    return reply.code(health.ok ? 200 : 503).send({ ...health, screen: screen.health() });
  });
  app.get('/metrics', async (_request, reply) => reply.type('text/plain').send(await options.metrics()));
  app.get('/visit/card-photo.png', async (request, reply) => {
    const refused = guard.checkToken(request.raw);
    if (refused !== undefined) return reply.code(403).send({ refused });
    const png = options.cardPhoto();
    if (png === undefined) return reply.code(404).send({ refused: 'no photo now' });
    reply.raw.once('close', () => png.fill(0));
    return reply.header('cache-control', 'no-store').type('image/png').send(png);
  });
  if (options.dock !== undefined) addDock(app, guard, options.dock);

  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_MAX, perMessageDeflate: false });
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refused = guard.checkOrigin(request, true) ?? guard.checkToken(request) ?? pathRefusal(request);
    if (refused !== undefined) {
      socket.end(
        `HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{"refused":"${refused}"}`,
      );
      return;
    }
    // Mute strangers may not keep the kiosk's own screen out.
    if (sockets.clients.size >= MAX_SOCKETS) screen.dropOldestStranger();
    sockets.handleUpgrade(request, socket, head, (accepted) => screen.accept(accepted));
  });

  await app.listen({ host: '127.0.0.1', port: options.port });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('endpoint has no port');
  guard.listenOn(address.port);
  // A daemon that stood still itself reads the heartbeats that wait before it judges.
  const watch = setInterval(() => setImmediate(() => screen.dropSilent()), 2_000);
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    screen,
    async close() {
      clearInterval(watch);
      screen.close();
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      app.server.closeAllConnections();
      await app.close();
    },
  };
}

function pathRefusal(request: IncomingMessage): GuardRefusal | 'path' | undefined {
  return request.url === '/ws' ? undefined : 'path';
}

/** The built UI, its texts, speech and vision files. The page itself hands out the token of this start. */
async function addPages(app: FastifyInstance, guard: Guard): Promise<void> {
  const ui = join(packageFolder(), 'build', 'ui');
  await app.register(fastifyStatic, { root: join(ui, 'assets'), prefix: '/assets/', maxAge: '1h' });
  await app.register(fastifyStatic, {
    root: join(packageFolder(), 'build', 'voice'),
    prefix: '/voice/',
    decorateReply: false,
    maxAge: '1h',
  });
  await app.register(fastifyStatic, {
    root: join(ui, 'vision', 'wasm'),
    prefix: '/vision/wasm/',
    decorateReply: false,
    maxAge: '1h',
  });
  app.get('/', async (_request, reply) =>
    reply
      .header('set-cookie', guard.cookie())
      .header('cache-control', 'no-store')
      .type('text/html')
      .send(await readFile(join(ui, 'index.html'))),
  );
  app.get('/vision/face_landmarker.task', async (_request, reply) =>
    reply.type('application/octet-stream').send(await readFile(join(modelsFolder(), 'face_landmarker.task'))),
  );
  app.get<{ Params: { language: string } }>('/texts/:language', async (request, reply) => {
    const language = /^([a-z]{2}(?:-[A-Z]{2})?)\.json$/.exec(request.params.language)?.[1];
    const catalogue = join(configFolder(), 'texts', `${language}.json`);
    if (language === undefined || !existsSync(catalogue))
      return reply.code(404).send({ refused: 'language' });
    return reply.type('application/json').send(await readFile(catalogue));
  });
}
