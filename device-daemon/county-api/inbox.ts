import type { InboxAnswer, InboxKind } from '../../domain/county/index.ts';
import { INBOX_KINDS } from '../../domain/county/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import type { OrderBook } from './order-book.ts';

export interface InboxParts {
  readonly orders: Pick<OrderBook, 'take'>;
  /** The existing way of a roster: E-ROSTER-…. */
  importRoster(bytes: Uint8Array): Promise<Result<{ version: number; rows: number }>>;
  /** Keeps the county's cosignature of a checkpoint; verified by the ledger. */
  takeCosignature(note: string): Promise<Result<void>>;
  /** Whether a visit is under way: nothing large is done then. */
  busy(): boolean;
  /** A signed file was taken or refused. */
  tell(what: InboxEvent): void;
}

export type InboxEvent =
  | { readonly what: 'roster-imported'; readonly version: number; readonly rows: number }
  | { readonly what: 'order-taken'; readonly kind: string; readonly number: number; readonly sha256: string }
  | { readonly what: 'refused'; readonly kind: InboxKind; readonly code: string };

/** Files that wait while one is taken, at most. */
const MOST_WAITING = 4;

/**
 * The one way in for what the county sends, however it came: over the line, over a connection that the kiosk made, or
 * on a stick. Each file is verified by its own signature before anything of it is kept; who carried it does not count.
 */
export class Inbox {
  readonly #parts: InboxParts;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(parts: InboxParts) {
    this.#parts = parts;
  }

  /**
   * Takes a signed file, one after the other. Errors: E-LINE-020 to -024 and those of roster and cosignature;
   * E-LINE-025 (too large), E-LINE-026 (a visit is under way, or too many wait: send it again).
   */
  async take(kind: InboxKind, bytes: Uint8Array): Promise<Result<InboxAnswer>> {
    if (bytes.length > INBOX_KINDS[kind].maxBytes) return fail('E-LINE-025', `${bytes.length} bytes`);
    if (this.#waiting >= MOST_WAITING) return fail('E-LINE-026', `${MOST_WAITING} files wait`);
    this.#waiting += 1;
    const mine = this.#last.then(() => this.#one(kind, bytes));
    this.#last = mine.catch(() => undefined);
    try {
      const taken = await mine;
      if (!taken.ok && taken.error.code !== 'E-LINE-026')
        this.#parts.tell({ what: 'refused', kind, code: taken.error.code });
      return taken;
    } finally {
      this.#waiting -= 1;
    }
  }

  async #one(kind: InboxKind, bytes: Uint8Array): Promise<Result<InboxAnswer>> {
    if (kind === 'order') return this.#order(bytes);
    if (kind === 'roster') return this.#roster(bytes);
    const taken = await this.#parts.takeCosignature(Buffer.from(bytes).toString('utf8'));
    return taken.ok ? ok({ state: 'taken' }) : taken;
  }

  async #order(bytes: Uint8Array): Promise<Result<InboxAnswer>> {
    const taken = await this.#parts.orders.take(bytes);
    if (!taken.ok) return taken;
    const { state, order, sha256 } = taken.value;
    if (state === 'taken')
      this.#parts.tell({ what: 'order-taken', kind: order.kind, number: order.number, sha256 });
    return ok({ state });
  }

  /** Opening and sealing thousands of rows takes the processor: not while somebody stands at the kiosk. */
  async #roster(bytes: Uint8Array): Promise<Result<InboxAnswer>> {
    if (this.#parts.busy()) return fail('E-LINE-026', 'a visit is under way');
    const taken = await this.#parts.importRoster(bytes);
    if (taken.ok) {
      this.#parts.tell({ what: 'roster-imported', ...taken.value });
      return ok({ state: 'taken' });
    }
    return taken;
  }
}
