import type { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { INBOX_KINDS } from '../../../domain/county/index.ts';
import { fail, ok, type Result } from '../../../domain/index.ts';
import { HASH_BYTES, MAX_ENTRY_BYTES, type TileName, tilePath } from '../../../domain/tlog/index.ts';
import type { LogSource, SignedFile } from '../log-source.ts';
import { failedBy } from './line-fault.ts';
import { type AskLimits, ask, type LineAnswer, type LineQuestion } from './line-request.ts';

const MOST_CHECKPOINT_BYTES = 65_536;
const MOST_BLOB_BYTES = 32 * 1024 * 1024;
const MOST_SMALL_BYTES = 65_536;
/** An entry of a bundle with its length. */
const MOST_BUNDLED_BYTES = 2 + MAX_ENTRY_BYTES;
/** How often a kiosk that is busy is asked again, and the longest pause that it may ask for, in milliseconds. */
const MOST_TRIES = 6;
const MOST_PAUSE_MS = 5000;

export const ASK_LIMITS: AskLimits = { answerMs: 60_000 };
/** A roster of thousands of rows is opened and sealed on the kiosk before it answers. */
const DELIVERY_MS = 180_000;

const Refusal = z.object({ code: z.string().regex(/^E-[A-Z]+-\d{3}$/) });

/** What a kiosk says of itself; facts that this version does not know are passed over. */
export const KioskHealth = z.object({
  device: z.string(),
  software: z.string(),
  /** Its clock, ISO. */
  at: z.string(),
  /** Entries in its log. */
  size: z.number().int().nonnegative(),
  certificateUntil: z.string().nullable(),
  /** Number of the last order of each kind; 0 = none. */
  orders: z.record(z.string(), z.number().int()),
});
export type KioskHealth = z.infer<typeof KioskHealth>;

/** A kiosk's log over a TLS connection, whoever made it. Asks one thing at a time. */
export class LineSource implements LogSource {
  readonly name: string;
  readonly #agent: () => Agent;
  readonly #limits: AskLimits;
  readonly #closed: () => void;

  /** `agent` gives the keeper of the connection, or throws a LineFault when there is none. */
  constructor(name: string, agent: () => Agent, closed: () => void, limits: AskLimits = ASK_LIMITS) {
    this.name = name;
    this.#agent = agent;
    this.#closed = closed;
    this.#limits = limits;
  }

  async checkpoint(): Promise<Result<string | undefined>> {
    const note = await this.#get('/checkpoint', MOST_CHECKPOINT_BYTES);
    return note.ok ? ok(note.value?.toString('utf8')) : note;
  }

  tile(tile: TileName): Promise<Result<Uint8Array | undefined>> {
    const most = tile.width * (tile.level === 'entries' ? MOST_BUNDLED_BYTES : HASH_BYTES);
    return this.#get(`/${tilePath(tile)}`, most);
  }

  async blob(sha256: string): Promise<Result<Uint8Array | undefined>> {
    return /^[0-9a-f]{64}$/.test(sha256) ? this.#get(`/blob/${sha256}`, MOST_BLOB_BYTES) : ok(undefined);
  }

  /** Facts of the kiosk about itself, unproven. Errors: as of every read. */
  async health(): Promise<Result<KioskHealth>> {
    const body = await this.#get('/health', MOST_SMALL_BYTES);
    if (!body.ok) return body;
    try {
      return ok(KioskHealth.parse(JSON.parse(body.value?.toString('utf8') ?? '')));
    } catch {
      return fail('E-COUNTY-024', '/health: another version');
    }
  }

  /** Errors: E-COUNTY-025 (refused, with the kiosk's own code), those of every question. */
  async deliver({ kind, bytes }: SignedFile): Promise<Result<void>> {
    const { type } = INBOX_KINDS[kind];
    const question = {
      method: 'PUT',
      path: '/inbox',
      mostBytes: MOST_SMALL_BYTES,
      type,
      body: bytes,
    } as const;
    const answer = await this.#ask(question, { answerMs: DELIVERY_MS });
    if (!answer.ok) return answer;
    const { status, body } = answer.value;
    if (status === 200) return ok(undefined);
    return fail('E-COUNTY-025', `${kind}: ${refusalOf(body) ?? `status ${status}`}`);
  }

  async close(): Promise<void> {
    this.#closed();
  }

  async #get(path: string, mostBytes: number): Promise<Result<Buffer | undefined>> {
    const answer = await this.#ask({ method: 'GET', path, mostBytes }, this.#limits);
    if (!answer.ok) return answer;
    const { status, body } = answer.value;
    if (status === 200) return ok(body);
    return status === 404 ? ok(undefined) : fail('E-COUNTY-024', `${path}: status ${status}`);
  }

  async #ask(question: LineQuestion, limits: AskLimits): Promise<Result<LineAnswer>> {
    try {
      let answer = await ask(this.#agent(), question, limits);
      for (let tries = 1; tries < MOST_TRIES && (answer.status === 429 || answer.status === 503); tries++) {
        await wait(Math.min(MOST_PAUSE_MS, Math.max(1, answer.retryAfter) * 1000));
        answer = await ask(this.#agent(), question, limits);
      }
      return ok(answer);
    } catch (error) {
      return failedBy(error);
    }
  }
}

function refusalOf(body: Buffer): string | undefined {
  try {
    return Refusal.parse(JSON.parse(body.toString('utf8'))).code;
  } catch {
    return undefined;
  }
}
