import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileDurably } from '../../../config/index.ts';
import { ok, type Result } from '../../../domain/index.ts';
import { type CountyKeys, ordersFor } from '../../enrolment/index.ts';
import type { LogSource } from '../log-source.ts';

/** Number of the last order of each kind that a device said it has. */
const Delivered = z.record(z.string(), z.number().int().nonnegative());

/**
 * Hands a device the orders that hold for it and that it does not have yet; gives how many. What it took is kept in
 * `<folder>/delivered/<device>.json`; on a stick nobody knows whether they arrived, so they are put there each time.
 * Errors: E-COUNTY-035, those of `deliver`; what was taken before stays noted.
 */
export async function deliverOrders(
  folder: string,
  keys: CountyKeys,
  device: string,
  source: LogSource,
  way: 'line' | 'stick',
): Promise<Result<number>> {
  const path = join(folder, 'delivered', `${device}.json`);
  const delivered = Delivered.parse(existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {});
  const orders = ordersFor(folder, keys, device);
  if (!orders.ok) return orders;
  let count = 0;
  for (const { order, text } of orders.value) {
    if (way === 'line' && (delivered[order.kind] ?? 0) >= order.number) continue;
    const taken = await source.deliver({ kind: 'order', bytes: Buffer.from(text) });
    if (!taken.ok) return taken;
    count += 1;
    if (way === 'stick') continue;
    delivered[order.kind] = order.number;
    writeFileDurably(path, `${JSON.stringify(delivered)}\n`);
  }
  return ok(count);
}
