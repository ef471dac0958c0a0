import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { packageFolder } from '../../config/index.ts';
import { BoardKey, CardFile, OtherCardKind } from '../../domain/index.ts';
import { SimulatedState } from '../../firmware-bridge/simulators/index.ts';
import type { Guard } from './guard.ts';

/** Base64 of an image file. */
const Photo = z.string().max(3_000_000);
const InsertBody = z.union([
  z.object({ person: z.string().max(40), photo: Photo }),
  z.object({ person: z.string().max(40) }),
  z.object({ card: CardFile.omit({ photo: true }), photo: Photo.nullable() }),
  z.object({ kind: OtherCardKind }),
]);
export type InsertBody = z.infer<typeof InsertBody>;
const ReaderBody = z.object({ state: z.enum(['gone', 'back']) });
const PrinterBody = z.object({ state: SimulatedState });
/** What happens to the simulated control board. */
const BoardBody = z.discriminatedUnion('cmd', [
  z.object({ cmd: z.literal('near'), near: z.boolean() }),
  z.object({ cmd: z.literal('door'), open: z.boolean() }),
  z.object({ cmd: z.literal('power'), failing: z.boolean() }),
  z.object({ cmd: z.literal('key'), key: BoardKey }),
  z.object({ cmd: z.literal('line'), state: z.enum(['gone', 'back']) }),
]);

/** What the simulated-hardware panel can do and see. */
export interface DockActs {
  people(): readonly { key: string; name: string; note: string }[];
  insert(what: InsertBody): Promise<unknown>;
  remove(): Promise<unknown>;
  reader(state: 'gone' | 'back'): Promise<unknown>;
  printer(state: z.infer<typeof PrinterBody>['state']): Promise<unknown>;
  board(happens: z.infer<typeof BoardBody>): Promise<unknown>;
  state(): Promise<unknown>;
  /** PNG of the n-th slip, counted from 1; the latest for undefined. */
  slip(n: number | undefined): Promise<Buffer | undefined>;
}

/** The dock: a panel of simulated hardware beside the kiosk. It exists only where the hardware is simulated. */
export function addDock(app: FastifyInstance, guard: Guard, acts: DockActs): void {
  const authorised = async (request: FastifyRequest, reply: FastifyReply) => {
    const refused = guard.checkToken(request.raw);
    return refused === undefined ? undefined : reply.code(403).send({ refused });
  };
  const opts = { preHandler: authorised };
  app.get('/dock', async (_request, reply) =>
    reply
      .header('set-cookie', guard.cookie())
      .header('cache-control', 'no-store')
      .type('text/html')
      .send(await readFile(join(packageFolder(), 'build', 'ui', 'dock.html'))),
  );
  app.get('/dock/api/people', opts, async () => acts.people());
  app.get('/dock/api/state', opts, async () => acts.state());
  app.post('/dock/api/card/insert', opts, async (request, reply) =>
    withBody(InsertBody, request.body, reply, (body) => acts.insert(body)),
  );
  app.post('/dock/api/card/remove', opts, async () => acts.remove());
  app.post('/dock/api/reader', opts, async (request, reply) =>
    withBody(ReaderBody, request.body, reply, (body) => acts.reader(body.state)),
  );
  app.post('/dock/api/printer', opts, async (request, reply) =>
    withBody(PrinterBody, request.body, reply, (body) => acts.printer(body.state)),
  );
  app.post('/dock/api/board', opts, async (request, reply) =>
    withBody(BoardBody, request.body, reply, (body) => acts.board(body)),
  );
  app.get<{ Querystring: { n?: string } }>('/dock/api/slip.png', opts, async (request, reply) => {
    const n = request.query.n === undefined ? undefined : Number(request.query.n);
    const png = await acts.slip(Number.isSafeInteger(n) ? n : undefined);
    if (png === undefined) return reply.code(404).send({ refused: 'no slip yet' });
    return reply.header('cache-control', 'no-store').type('image/png').send(png);
  });
}

async function withBody<T>(
  schema: z.ZodType<T>,
  body: unknown,
  reply: FastifyReply,
  act: (body: T) => Promise<unknown>,
): Promise<unknown> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    return reply.code(400).send({ refused: 'invalid', field: parsed.error.issues[0]?.path.join('.') ?? '' });
  }
  return act(parsed.data);
}
