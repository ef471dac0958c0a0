import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import fastify from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';
import { configFolder, modelsFolder, packageFolder } from '../../config/index.ts';
import {
  type Act,
  API_LEVEL,
  type CameraRotation,
  ClientMessage,
  FRAME_HEAD_BYTES,
  type FrameHead,
  type Refusal,
  readFrameHead,
  type Screen,
  type ServerMessage,
} from '../../domain/index.ts';

/** What the pages are allowed to load, as strict as the daemon may be. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
  "media-src 'self' blob:; connect-src 'self'; frame-src 'self'; font-src 'self'";

export interface GalleryOptions {
  readonly pixelsPerMm: number;
  readonly simulated?: boolean;
  readonly cameraRotation?: CameraRotation;
}

/** A stand-in for the daemon's endpoint that shows any screen on demand and keeps what the page says. */
export interface Gallery {
  readonly origin: string;
  readonly acts: Act[];
  /** Camera frames of the right form that arrived, and binary messages that had another. */
  readonly frames: { right: number; wrong: number; lit: number };
  /** The newest camera frame. */
  readonly lastFrame: () => (FrameHead & { readonly pixels: Uint8Array }) | undefined;
  readonly touched: () => boolean;
  push(show: Screen, deadlineMs?: number | null): number;
  refuse(refusal: Refusal): void;
  painted(sequence: number): Promise<void>;
  /** Drops the connection as a dying daemon does. */
  drop(): void;
  close(): Promise<void>;
}

/** Serves build/ui on a free loopback port with the daemon's routes. */
export async function startGallery(options: GalleryOptions): Promise<Gallery> {
  const pages = join(packageFolder(), 'build', 'ui');
  const app = fastify();
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', POLICY);
  });
  app.get('/', async (_request, reply) =>
    reply.type('text/html').send(await readFile(join(pages, 'index.html'))),
  );
  app.get('/dock', async (_request, reply) =>
    reply.type('text/html').send(await readFile(join(pages, 'dock.html'))),
  );
  app.get('/texts/zh-CN.json', async (_request, reply) =>
    reply.type('application/json').send(await readFile(join(configFolder(), 'texts', 'zh-CN.json'))),
  );
  await app.register(fastifyStatic, { root: join(pages, 'assets'), prefix: '/assets/' });
  await app.register(fastifyStatic, {
    root: join(pages, 'vision', 'wasm'),
    prefix: '/vision/wasm/',
    decorateReply: false,
  });
  app.get('/vision/face_landmarker.task', async (_request, reply) =>
    reply.type('application/octet-stream').send(await readFile(join(modelsFolder(), 'face_landmarker.task'))),
  );
  await app.register(fastifyStatic, {
    root: join(packageFolder(), 'build', 'voice'),
    prefix: '/voice/',
    decorateReply: false,
  });
  // Not the device's own name: the page would move to its other one on the idle screen (connection/fresh-process.ts).
  const origin = await app.listen({ host: '127.0.0.2', port: 0 });

  const wire = new WebSocketServer({ server: app.server, path: '/ws' });
  const acts: Act[] = [];
  const frames = { right: 0, wrong: 0, lit: 0 };
  let lastFrame: (FrameHead & { readonly pixels: Uint8Array }) | undefined;
  let socket: WebSocket | undefined;
  let sequence = 0;
  let last: ServerMessage | undefined;
  let lastPainted = 0;
  let touched = false;
  const waiting = new Map<number, () => void>();
  const send = (message: ServerMessage) => socket?.send(JSON.stringify(message));

  wire.on('connection', (opened) => {
    socket = opened;
    opened.on('message', (data, binary) => {
      const bytes = Buffer.isBuffer(data)
        ? data
        : Buffer.concat(Array.isArray(data) ? data : [Buffer.from(data)]);
      if (binary) {
        const head = readFrameHead(bytes);
        if (head === undefined) frames.wrong += 1;
        else {
          frames.right += 1;
          lastFrame = { ...head, pixels: bytes.subarray(FRAME_HEAD_BYTES) };
        }
        if (bytes.subarray(16).some((value) => value !== 0 && value !== 255)) frames.lit += 1;
        return;
      }
      const message = ClientMessage.parse(JSON.parse(bytes.toString('utf8')));
      if (message.type === 'hello') {
        send({
          type: 'hello',
          api: API_LEVEL,
          software: 'gallery',
          pixelsPerMm: options.pixelsPerMm,
          language: 'zh-CN',
          simulated: options.simulated ?? false,
          cameraRotation: options.cameraRotation ?? 0,
        });
        if (last !== undefined) send(last);
      } else if (message.type === 'act') acts.push(message.act);
      else {
        lastPainted = message.painted;
        touched ||= message.touched ?? false;
        for (const [awaited, resolve] of waiting) if (awaited <= lastPainted) resolve();
      }
    });
  });

  return {
    origin,
    acts,
    frames,
    lastFrame: () => lastFrame,
    touched: () => touched,
    push(show, deadlineMs = null) {
      sequence += 1;
      last = { type: 'screen', sequence, show, deadlineMs, chime: 'none' };
      send(last);
      return sequence;
    },
    refuse: (refusal) => send({ type: 'refused', refusal, detail: 'made up' }),
    painted: (awaited) =>
      awaited <= lastPainted ? Promise.resolve() : new Promise((resolve) => waiting.set(awaited, resolve)),
    drop: () => socket?.terminate(),
    async close() {
      for (const client of wire.clients) client.terminate();
      wire.close();
      await app.close();
    },
  };
}
