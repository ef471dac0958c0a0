import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { INBOX_KINDS, type InboxKind } from '../../domain/county/index.ts';
import { parseTilePath, TILE_WIDTH } from '../../domain/tlog/index.ts';
import { readTile } from '../../ledger/index.ts';
import type { Inbox } from './inbox.ts';

/** Bounds of one request. Milliseconds. */
export interface RequestLimits {
  /** For the head of a request, from its first byte. */
  readonly headMs: number;
  /** For a whole request with its body. */
  readonly requestMs: number;
  /** Without a byte in either direction a connection is closed after this; the county asks more often. */
  readonly idleMs: number;
}

export const REQUEST_LIMITS: RequestLimits = { headMs: 10_000, requestMs: 300_000, idleMs: 180_000 };
const MOST_HEADER_BYTES = 8192;
/** How often Node looks whether a request took too long. */
const LOOK_MS = 500;
/** A sealed blob is a page or a photographed paper. */
const MOST_BLOB_BYTES = 32 * 1024 * 1024;
/** Never changes once it is there (C2SP tlog-tiles). */
const IMMUTABLE = 'max-age=31536000, immutable';

export interface RoutesOptions {
  readonly ledgerFolder: string;
  readonly inbox: Inbox;
  readonly limits: RequestLimits;
  /** Facts for the county; nothing of a person. */
  health(): { readonly [fact: string]: unknown };
  /** Whether this connection may ask now; else the status it gets, or undefined to close it. */
  mayAsk(request: IncomingMessage): true | 429 | undefined;
}

/** HTTP for connections that were judged before; it listens on nothing itself. */
export interface LineHttp {
  readonly server: Server;
  close(): Promise<void>;
}

/** Everything that the county can ask of a kiosk. Nothing else is there. */
export async function openRoutes(options: RoutesOptions): Promise<LineHttp> {
  const { limits } = options;
  let server: Server | undefined;
  const app = fastify({
    logger: false,
    exposeHeadRoutes: false,
    bodyLimit: INBOX_KINDS.order.maxBytes,
    serverFactory: (handler) => {
      server = createServer(
        { maxHeaderSize: MOST_HEADER_BYTES, connectionsCheckingInterval: LOOK_MS, noDelay: true },
        handler,
      );
      server.headersTimeout = limits.headMs;
      server.requestTimeout = limits.requestMs;
      server.timeout = limits.idleMs;
      server.keepAliveTimeout = limits.idleMs;
      return server;
    },
  });
  app.addHook('onRequest', async (request, reply) => {
    const may = options.mayAsk(request.raw);
    if (may === true) return undefined;
    if (may === 429) return reply.code(429).header('retry-after', '1').send();
    request.raw.socket.destroy();
    return reply.hijack();
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send());
  app.setErrorHandler((error, _request, reply) => reply.code(statusOf(error)).send());
  addReads(app, options);
  addInbox(app, options.inbox);
  await app.ready();
  if (server === undefined) throw new Error('fastify makes its server at once');
  // Node looks after its own time limits from this event on, which a server that is only handed connections has not.
  server.emit('listening');
  const http = server;
  return {
    server: http,
    async close() {
      http.closeAllConnections();
      http.close();
      await app.close();
    },
  };
}

function addReads(app: FastifyInstance, { ledgerFolder, health }: RoutesOptions): void {
  app.get('/checkpoint', async (_request, reply) => {
    const note = await fileOrNothing(join(ledgerFolder, 'checkpoint'), 65_536);
    return found(reply, note, 'text/plain; charset=utf-8', 'no-cache');
  });
  // The path as it was sent: one tile has one name, so nothing is decoded or passed over.
  app.get('/tile/*', async (request, reply) => {
    const tile = parseTilePath(request.raw.url?.slice(1) ?? '');
    const bytes = tile === undefined ? undefined : readTile(ledgerFolder, tile);
    const full = tile?.width === TILE_WIDTH;
    return found(reply, bytes, 'application/octet-stream', full ? IMMUTABLE : 'no-cache');
  });
  app.get('/blob/*', async (request, reply) => {
    const sha256 = /^\/blob\/([0-9a-f]{64})$/.exec(request.raw.url ?? '')?.[1];
    const path = sha256 && join(ledgerFolder, 'blob', sha256.slice(0, 2), sha256);
    const bytes = path && (await fileOrNothing(path, MOST_BLOB_BYTES));
    return found(reply, bytes || undefined, 'application/octet-stream', IMMUTABLE);
  });
  app.get('/health', async (_request, reply) => reply.header('cache-control', 'no-store').send(health()));
}

function addInbox(app: FastifyInstance, inbox: Inbox): void {
  app.removeAllContentTypeParsers();
  const kinds = new Map<string, InboxKind>();
  for (const [name, { type, maxBytes }] of Object.entries(INBOX_KINDS)) {
    kinds.set(type, inboxKind(name));
    app.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit: maxBytes }, (_request, body, done) =>
      done(null, body),
    );
  }
  app.put('/inbox', { bodyLimit: INBOX_KINDS.roster.maxBytes }, async (request, reply) => {
    const kind = kinds.get(request.headers['content-type'] ?? '');
    if (kind === undefined || !Buffer.isBuffer(request.body)) return reply.code(415).send();
    const taken = await inbox.take(kind, request.body);
    if (taken.ok) return reply.code(200).send(taken.value);
    if (taken.error.code === 'E-LINE-026') return reply.code(503).header('retry-after', '5').send();
    return reply.code(422).send({ code: taken.error.code });
  });
}

function inboxKind(name: string): InboxKind {
  if (name === 'cosignature' || name === 'order' || name === 'roster') return name;
  throw new Error(`no kind of signed file: ${name}`);
}

function found(
  reply: FastifyReply,
  bytes: Uint8Array | undefined,
  type: string,
  cache: string,
): FastifyReply {
  if (bytes === undefined) return reply.code(404).send();
  return reply
    .header('cache-control', cache)
    .type(type)
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
}

async function fileOrNothing(path: string, mostBytes: number): Promise<Buffer | undefined> {
  try {
    const { size } = await stat(path);
    return size > mostBytes ? undefined : await readFile(path);
  } catch {
    return undefined;
  }
}

/** 4xx of Fastify's own checks (body too large, no media type); anything else is ours. */
function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
