import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from '../../config/index.ts';
import {
  ALL_DEVICES,
  ORDER_KINDS,
  type Order,
  type OrderKind,
  readOrder,
} from '../../domain/county/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import type { VerifierKey } from '../../domain/tlog/index.ts';

/**
 * Puts an order into effect; it is kept first, and put into effect again at every start. `sha256` is the hex digest of
 * the order's file.
 */
export type ApplyOrder = (order: Order, sha256: string) => Promise<Result<void>>;

/** The last order of each kind, `<folder>/<kind>.json`, as the county signed it. */
export class OrderBook {
  readonly #folder: string;
  readonly #device: string;
  readonly #verifier: VerifierKey;
  readonly #apply: ApplyOrder;
  #held = new Map<OrderKind, { readonly order: Order; readonly sha256: string }>();

  private constructor(folder: string, device: string, verifier: VerifierKey, apply: ApplyOrder) {
    this.#folder = folder;
    this.#device = device;
    this.#verifier = verifier;
    this.#apply = apply;
  }

  /**
   * Reads the orders that were kept and puts them into effect. Errors: E-LINE-024 (a kept order cannot be read or is
   * not the county's any more), those of putting it into effect.
   */
  static async open(
    folder: string,
    device: string,
    verifier: VerifierKey,
    apply: ApplyOrder,
  ): Promise<Result<OrderBook>> {
    const book = new OrderBook(folder, device, verifier, apply);
    for (const kind of ORDER_KINDS) {
      const path = join(folder, `${kind}.json`);
      if (!existsSync(path)) continue;
      const text = readFileSync(path, 'utf8');
      const order = readOrder(text, verifier);
      if (order === undefined || typeof order === 'string') return fail('E-LINE-024', path);
      const sha256 = digest(text);
      book.#held.set(order.kind, { order, sha256 });
      const applied = await apply(order, sha256);
      if (!applied.ok) return applied;
    }
    return ok(book);
  }

  /** The order of this kind that is in effect. */
  latest(kind: OrderKind): Order | undefined {
    return this.#held.get(kind)?.order;
  }

  /**
   * Takes an order: verified, kept durably, put into effect. Errors: E-LINE-020 (not of an order's form), E-LINE-021
   * (not signed by the trusted county), E-LINE-022 (for another device), E-LINE-023 (not newer than the last of its
   * kind), E-LINE-024 (cannot be kept), those of putting it into effect.
   */
  async take(bytes: Uint8Array): Promise<Result<{ state: 'taken' | 'had'; order: Order; sha256: string }>> {
    const text = Buffer.from(bytes).toString('utf8');
    const order = readOrder(text, this.#verifier);
    if (order === undefined) return fail('E-LINE-020', 'no order');
    if (typeof order === 'string') return fail('E-LINE-021', 'order');
    if (order.device !== this.#device && order.device !== ALL_DEVICES)
      return fail('E-LINE-022', `for ${order.device}`);
    const sha256 = digest(text);
    const held = this.#held.get(order.kind);
    // Sent again because the answer was lost on the way.
    if (held?.sha256 === sha256) return ok({ state: 'had', order, sha256 });
    if (held !== undefined && order.number <= held.order.number)
      return fail('E-LINE-023', `number ${order.number}, in effect ${held.order.number}`);
    try {
      writeFileDurably(join(this.#folder, `${order.kind}.json`), text);
    } catch {
      return fail('E-LINE-024', this.#folder);
    }
    this.#held.set(order.kind, { order, sha256 });
    const applied = await this.#apply(order, sha256);
    return applied.ok ? ok({ state: 'taken', order, sha256 }) : applied;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
