import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Settings } from '../../config/index.ts';
import type { Order } from '../../domain/county/index.ts';
import { type ErrorCode, fail, isErrorCode, ok, type Result } from '../../domain/index.ts';
import { parseVerifierKey } from '../../domain/tlog/index.ts';
import { type DoorLimits, LineConnections, RequestBudget, TlsDoor } from '../../line/index.ts';
import {
  type LineCredentials,
  lineCertificateHolds,
  openLineCredentials,
  type Trust,
} from '../identity/index.ts';
import { DIAL_PAUSES, Dialler, type DialPauses, type DialState } from './dialler.ts';
import { Inbox, type InboxEvent } from './inbox.ts';
import { LocalDoor } from './local-door.ts';
import { OrderBook } from './order-book.ts';
import { Refusals } from './refusals.ts';
import { type LineHttp, openRoutes, REQUEST_LIMITS, type RequestLimits } from './routes.ts';

/** A county's pullers, its officers' commands, and strangers, of whom none may take all. */
export const DOOR_LIMITS: DoorLimits = { connections: 32, perAddress: 8, perSecond: 10, handshakeMs: 5000 };
/** Requests a second of one certificate: a pull asks one after the other. */
const REQUESTS_PER_SECOND = 300;
/** How often open connections are looked at for certificates that have ended. */
const RECHECK_MS = 10_000;

/** What happens on the line that the device's own log should tell. */
export type LineEvent =
  | InboxEvent
  | { readonly what: 'line-refused'; readonly code: ErrorCode; readonly count: number };

export interface CountyLineOptions {
  readonly dataFolder: string;
  readonly settings: Settings['county'];
  readonly trust: Trust;
  /** The existing way of a roster. */
  importRoster(bytes: Uint8Array): Promise<Result<{ version: number; rows: number }>>;
  /** Keeps a cosignature of the county's, verified by the ledger. */
  takeCosignature(note: string): Promise<Result<void>>;
  /** Puts an order of the county's into effect, but for the list of revoked certificates. */
  applyOrder(order: Order, sha256: string): Promise<Result<void>>;
  busy(): boolean;
  /** Facts for `/health`, beside those of the line. */
  health(): { readonly [fact: string]: unknown };
  tell(event: LineEvent): void;
  log(line: { readonly [fact: string]: string | number | boolean }): void;
  readonly doorLimits?: DoorLimits;
  readonly requestLimits?: RequestLimits;
  readonly dialPauses?: DialPauses;
  /** Of one certificate. */
  readonly requestsPerSecond?: number;
}

/** How the line stands, for health page and doctor. */
export interface LineState {
  /** The port that the county may come to; null when nothing listens. */
  readonly port: number | null;
  /** Why nothing listens although it should; null else. */
  readonly code: ErrorCode | null;
  readonly dial: DialState | 'off';
  /** When the device's certificate ends; null without one. */
  readonly certificateUntil: string | null;
  readonly connections: number;
  readonly refused: Readonly<Record<string, number>>;
}

/**
 * The device's end of everything between it and its county. Whatever goes wrong here is told and tried again; the
 * visit knows nothing of it (X17).
 */
export class CountyLine {
  readonly #options: CountyLineOptions;
  readonly #refusals: Refusals;
  readonly #connections: LineConnections;
  readonly #budgets = new Map<string, RequestBudget>();
  #revoked: ReadonlySet<string> = new Set();
  #orders: OrderBook | undefined;
  #http: LineHttp | undefined;
  #local: LocalDoor | undefined;
  #door: TlsDoor | undefined;
  #dialler: Dialler | undefined;
  #code: ErrorCode | null = null;
  #until: string | null = null;
  #recheck: NodeJS.Timeout | undefined;

  private constructor(options: CountyLineOptions) {
    this.#options = options;
    this.#refusals = new Refusals(
      {
        say: (code, count, address) => options.log({ event: 'line-refused', code, count, address }),
        log: (code, count) => options.tell({ what: 'line-refused', code, count }),
      },
      () => performance.now(),
    );
    this.#connections = new LineConnections({
      role: 'county',
      isRevoked: (serial) => this.#revoked.has(serial),
    });
  }

  /** Opens what the settings ask for. Never fails: what does not open is told in `state()`, and the visit goes on. */
  static async open(options: CountyLineOptions): Promise<CountyLine> {
    const line = new CountyLine(options);
    const opened = await line.#open();
    if (!opened.ok) line.#bad(opened.error.code, opened.error.detail);
    return line;
  }

  state(): LineState {
    return {
      port: this.#door?.port ?? null,
      code: this.#code,
      dial: this.#dialler?.state ?? 'off',
      certificateUntil: this.#until,
      connections: this.#connections.count,
      refused: this.#refusals.counts(),
    };
  }

  async close(): Promise<void> {
    clearInterval(this.#recheck);
    this.#dialler?.stop();
    this.#connections.closeAll();
    await Promise.all([this.#door?.close(), this.#local?.close(), this.#http?.close()]);
  }

  async #open(): Promise<Result<void>> {
    const { dataFolder, trust, settings, log } = this.#options;
    const verifier = parseVerifierKey(trust.verifierKey);
    if (verifier === undefined) return fail('E-IDENTITY-004', 'verifier key');
    const orders = await OrderBook.open(join(dataFolder, 'orders'), trust.device, verifier, (order, sha256) =>
      this.#apply(order, sha256),
    );
    if (!orders.ok) return orders;
    this.#orders = orders.value;
    this.#http = await openRoutes({
      ledgerFolder: join(dataFolder, 'ledger'),
      inbox: this.#inbox(orders.value),
      limits: this.#options.requestLimits ?? REQUEST_LIMITS,
      health: () => this.#health(),
      mayAsk: (request) => this.#mayAsk(request),
    });
    this.#local = await LocalDoor.open(dataFolder, this.#http.server);
    if (trust.line === null || (!settings.listen && settings.dial === null)) return ok(undefined);
    const credentials = openLineCredentials(dataFolder, trust.device, trust.line);
    if (!credentials.ok) return credentials;
    const holds = lineCertificateHolds(trust.line, Date.now());
    this.#until = credentials.value.until;
    if (!holds.ok) {
      // One that ends soon still holds; with one that has ended nobody gets through, and renewing it mends that.
      if (holds.error.code === 'E-LINE-003')
        log({ event: 'line-certificate', code: 'E-LINE-003', until: this.#until });
      else this.#bad(holds.error.code, holds.error.detail);
    }
    this.#recheck = setInterval(() => this.#connections.recheck(Date.now()), RECHECK_MS);
    if (settings.dial !== null) this.#dial(settings.dial, credentials.value);
    return settings.listen ? this.#listen(credentials.value) : ok(undefined);
  }

  async #listen(identity: LineCredentials): Promise<Result<void>> {
    const { settings, doorLimits, log } = this.#options;
    const door = await TlsDoor.open({
      host: settings.address,
      port: settings.port,
      identity,
      limits: doorLimits ?? DOOR_LIMITS,
      came: (socket) => {
        const admitted = this.#connections.admit(socket);
        if (admitted.ok) this.#http?.server.emit('connection', socket);
        return admitted;
      },
      refused: (code, address) => this.#refusals.note(code, address),
    });
    if (!door.ok) return door;
    this.#door = door.value;
    log({ event: 'line-listening', address: settings.address, port: door.value.port });
    return ok(undefined);
  }

  #dial(to: string, identity: LineCredentials): void {
    const { log, dialPauses } = this.#options;
    this.#dialler = new Dialler({
      to,
      identity,
      rule: { role: 'county', isRevoked: (serial) => this.#revoked.has(serial) },
      pauses: dialPauses ?? DIAL_PAUSES,
      connected: (socket, county) => {
        this.#connections.keep(socket, county);
        log({ event: 'line-dialled', to });
        this.#http?.server.emit('connection', socket);
      },
      failed: ({ code, detail }) => this.#refusals.note(code, detail ?? to),
    });
    this.#dialler.start();
  }

  #inbox(orders: OrderBook): Inbox {
    const { importRoster, takeCosignature, busy, tell } = this.#options;
    return new Inbox({
      orders,
      importRoster,
      takeCosignature,
      busy,
      tell: (event) => {
        if (event.what === 'refused' && isErrorCode(event.code)) this.#refusals.note(event.code, 'inbox');
        tell(event);
      },
    });
  }

  async #apply(order: Order, sha256: string): Promise<Result<void>> {
    if (order.kind !== 'revoked') return this.#options.applyOrder(order, sha256);
    this.#revoked = new Set(order.revoked.map(({ serial }) => serial));
    // At once for those who are connected too; the answer to this very request may be lost with its connection.
    setImmediate(() => this.#connections.recheck(Date.now()));
    return ok(undefined);
  }

  #mayAsk(request: IncomingMessage): true | 429 | undefined {
    const { socket } = request;
    if (this.#local?.isOwn(socket)) return true;
    const peer = this.#connections.peer(socket);
    if (peer === undefined) return undefined;
    const now = performance.now();
    const budget =
      this.#budgets.get(peer.serial) ??
      new RequestBudget(this.#options.requestsPerSecond ?? REQUESTS_PER_SECOND, now);
    this.#budgets.set(peer.serial, budget);
    if (budget.take(now)) return true;
    this.#refusals.note('E-LINE-015', socket.remoteAddress ?? '');
    return 429;
  }

  #health(): { readonly [fact: string]: unknown } {
    const numbers = (['recipients', 'revoked', 'retention'] as const).map(
      (kind) => [kind, this.#orders?.latest(kind)?.number ?? 0] as const,
    );
    const { certificateUntil, dial } = this.state();
    return { ...this.#options.health(), certificateUntil, dial, orders: Object.fromEntries(numbers) };
  }

  #bad(code: ErrorCode, detail = ''): void {
    this.#code = code;
    this.#options.log({ event: 'line-bad', code, detail });
  }
}
