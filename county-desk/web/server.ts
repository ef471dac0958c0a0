import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import { packageFolder } from '../../config/index.ts';
import { type CodedError, fail, ok, type Result } from '../../domain/index.ts';
import { isFormToken, type Session } from '../accounts/index.ts';
import { cookieOf, noCookie, tokenOf } from './cookie.ts';
import { Desk, type DeskDoors } from './desk.ts';
import type { DeskParts } from './desk-parts.ts';
import { readForm } from './form.ts';
import { answerHeaders, type Place, refusedAtDoor } from './guard.ts';
import { toHtml } from './html.ts';
import { refusalPage } from './pages/Refusal.tsx';
import type { Answer, OwnVisit, Route, Visit } from './route.ts';
import { ROUTES } from './routes/index.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Name of the account that asks, once it is known. */
    account?: string;
  }
}

/** Files that hold nothing personal, and what they are. */
const STYLE = [
  ['desk.css', 'text/css; charset=utf-8'],
  ['desk.svg', 'image/svg+xml'],
] as const;

const Params = z.record(z.string(), z.string());

/** Bytes of a form at the most. */
const MOST_BODY = 16 * 1024;
/** Bytes of a request's head at the most; 8 kB is what browsers need. */
const MOST_HEAD = 8 * 1024;
/** Milliseconds within which a whole request must be there. */
const REQUEST_WITHIN = 10_000;
const MOST_CONNECTIONS = 128;
/** After the idle time the page leaves the screen by itself: a few seconds later than the session has ended. */
const LEAVE_AFTER_SECONDS = 15 * 60 + 5;

export interface WebOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** The https origin that a reverse proxy on this machine serves; absent on plain loopback. */
  readonly publicOrigin?: string;
  readonly parts: DeskParts;
  readonly doors: DeskDoors;
  /** Gets method, route, status and time of each request, and who asked: no addresses of persons, no forms. */
  readonly logger: Logger;
}

export interface RunningWeb {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the officers' desk on 127.0.0.1. Errors: E-COUNTY-130 (the port is taken or may not be used), E-COUNTY-131
 * (the public origin is no https origin).
 */
export async function serveWeb(options: WebOptions): Promise<Result<RunningWeb>> {
  const { publicOrigin } = options;
  if (publicOrigin !== undefined && !isHttpsOrigin(publicOrigin)) return fail('E-COUNTY-131', publicOrigin);
  const app = fastify({
    logger: false,
    bodyLimit: MOST_BODY,
    requestTimeout: REQUEST_WITHIN,
    connectionTimeout: REQUEST_WITHIN,
    keepAliveTimeout: 5_000,
    forceCloseConnections: true,
    // Only a proxy on this machine may say for whom it asks.
    trustProxy: publicOrigin === undefined ? false : '127.0.0.1',
    routerOptions: { maxParamLength: 80, caseSensitive: true },
    http: { maxHeaderSize: MOST_HEAD },
  });
  app.server.maxConnections = MOST_CONNECTIONS;
  const place: { origins: readonly string[]; secure: boolean } = {
    origins: publicOrigin === undefined ? [] : [publicOrigin],
    secure: publicOrigin !== undefined,
  };
  const desk = new Desk(options.parts, options.doors);
  new Web(app, desk, place, options.logger);
  try {
    await app.listen({ host: '127.0.0.1', port: options.port });
  } catch {
    await app.close();
    return fail('E-COUNTY-130', String(options.port));
  }
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('the web desk has no port');
  const { port } = address;
  // The first page finds everybody read already. A failure of this is met by that page.
  desk.overview.everybody().catch(() => undefined);
  if (publicOrigin === undefined) place.origins = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
  return ok({ url: publicOrigin ?? `http://127.0.0.1:${port}`, port, close: () => app.close() });
}

/** The desk's routes on one fastify instance. */
class Web {
  readonly #desk: Desk;
  readonly #place: Place;
  readonly #logger: Logger;

  constructor(app: FastifyInstance, desk: Desk, place: Place, logger: Logger) {
    this.#desk = desk;
    this.#place = place;
    this.#logger = logger;
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, body),
    );
    app.addHook('onRequest', (request, reply) => this.#atDoor(request, reply));
    app.addHook('onResponse', async (request, reply) => this.#noteRequest(request, reply));
    app.setErrorHandler((error, request, reply) => this.#onFault(error, request, reply));
    app.setNotFoundHandler((_request, reply) => this.#refuse(reply, 404, { code: 'E-COUNTY-132' }));
    this.#addStyle(app);
    for (const route of ROUTES)
      app.route({
        method: route.method,
        url: route.path,
        handler: (request, reply) => this.#answer(route, request, reply),
      });
  }

  async #atDoor(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    reply.headers(answerHeaders(this.#place));
    const { host, origin } = request.headers;
    const site = request.headers['sec-fetch-site'];
    const asked = { method: request.method, host, origin, site: Array.isArray(site) ? site[0] : site };
    const refused = refusedAtDoor(asked, this.#place);
    return refused === undefined
      ? undefined
      : this.#refuse(reply, 403, { code: 'E-COUNTY-127', detail: refused });
  }

  #addStyle(app: FastifyInstance): void {
    // From the package's own folder: it is not compiled.
    const folder = join(packageFolder(), 'county-desk', 'web', 'style');
    for (const [name, type] of STYLE) {
      const bytes = readFileSync(join(folder, name));
      app.get(`/${name}`, async (_request, reply) =>
        reply.header('cache-control', 'private, max-age=300').type(type).send(bytes),
      );
    }
  }

  async #answer(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const visit = this.#visitOf(request);
    if (visit === undefined) return this.#refuse(reply, 400, { code: 'E-COUNTY-129' });
    if (route.who === 'anyone') return this.#send(reply, await route.handle(visit));
    const session = visit.token === undefined ? undefined : this.#desk.doors.sessions.find(visit.token);
    if (session === undefined) return reply.redirect('/login', 303);
    request.account = session.account.name;
    const refused = refusalOf(route, session, visit.form);
    if (refused !== undefined) return this.#refuse(reply, 403, refused, session);
    const ownPages =
      route.path === '/account' || route.path === '/logout' || route.path === '/account/password';
    if (session.account.mustChange && !ownPages) return reply.redirect('/account', 303);
    return this.#send(reply, await route.handle({ ...visit, session } satisfies OwnVisit));
  }

  #visitOf(request: FastifyRequest): Visit | undefined {
    const form = typeof request.body === 'string' ? readForm(request.body) : {};
    if (form === undefined) return undefined;
    return {
      desk: this.#desk,
      params: Params.parse(request.params ?? {}),
      query: new URL(request.url, 'http://desk').searchParams,
      form,
      address: request.ip,
      token: tokenOf(request.headers.cookie, this.#place),
    };
  }

  #send(reply: FastifyReply, answer: Answer): FastifyReply {
    switch (answer.kind) {
      case 'go':
        return reply.redirect(answer.to, 303);
      case 'signed-in':
        return reply.header('set-cookie', cookieOf(answer.token, this.#place)).redirect(answer.to, 303);
      case 'signed-out':
        return reply
          .header('set-cookie', noCookie(this.#place))
          .header('clear-site-data', '"cache", "storage"')
          .redirect(answer.to, 303);
      case 'file':
        return reply
          .header('content-disposition', `attachment; filename="${answer.file.name}"`)
          .type(answer.file.type)
          .send(answer.file.bytes);
      case 'page':
        return reply
          .code(answer.status)
          .header('refresh', `${LEAVE_AFTER_SECONDS}; url=/idle`)
          .type('text/html; charset=utf-8')
          .send(toHtml(answer.page));
    }
  }

  #refuse(reply: FastifyReply, status: number, error: CodedError, session?: Session): FastifyReply {
    return this.#send(reply, { kind: 'page', status, page: refusalPage(error, session) });
  }

  /** A broken invariant, or something that fastify refuses (size, type, time). The officer gets a page, the log a name. */
  #onFault(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const status = statusOf(error);
    if (status >= 400 && status < 500) return this.#refuse(reply, status, { code: 'E-COUNTY-129' });
    const { name, stack } = error instanceof Error ? error : { name: 'unknown', stack: undefined };
    // The first line of a stack holds the message, which may hold what was typed.
    const where = stack
      ?.split('\n')
      .find((line) => line.trim().startsWith('at '))
      ?.trim();
    this.#logger.error({ route: request.routeOptions.url, fault: name, where }, 'page fault');
    return this.#refuse(reply, 500, { code: 'E-COUNTY-133' });
  }

  #noteRequest(request: FastifyRequest, reply: FastifyReply): void {
    const { method } = request;
    const ms = Math.round(reply.elapsedTime);
    const route = request.routeOptions.url ?? 'none';
    this.#logger.info({ method, route, status: reply.statusCode, ms, account: request.account }, 'request');
  }
}

function refusalOf(
  route: Extract<Route, { who: readonly unknown[] }>,
  session: Session,
  form: Readonly<Record<string, string>>,
): CodedError | undefined {
  if (!route.who.includes(session.account.role)) return { code: 'E-COUNTY-128' };
  if (route.method === 'POST' && !isFormToken(session, form.token ?? '')) return { code: 'E-COUNTY-126' };
  return undefined;
}

function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' ? status : 500;
}

function isHttpsOrigin(text: string): boolean {
  try {
    return new URL(text).origin === text && text.startsWith('https://');
  } catch {
    return false;
  }
}
