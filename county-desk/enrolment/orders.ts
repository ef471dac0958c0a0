import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolderDurably, writeFileDurably } from '../../config/index.ts';
import {
  ALL_DEVICES,
  ORDER_KINDS,
  Order,
  type OrderKind,
  readOrder,
  writeOrder,
} from '../../domain/county/index.ts';
import { fail, ok, type Result } from '../../domain/index.ts';
import { parseVerifierKey, type VerifierKey } from '../../domain/tlog/index.ts';
import type { CountyKeys } from './county-keys.ts';

type OrderHead = 'format' | 'signer' | 'number' | 'issuedAt';
/** What an order says, without what every order has. */
export type OrderContent = Order extends infer One
  ? One extends Order
    ? Omit<One, OrderHead>
    : never
  : never;

/** An order as the county keeps it. */
export interface KeptOrder {
  readonly order: Order;
  /** The signed text that goes to devices. */
  readonly text: string;
}

const ORDER_FILE = /^(\d{6})-(recipients|revoked|retention)\.json$/;

/**
 * Makes an order and keeps it in `<folder>/orders/<number>-<kind>.json`, durably; the number is greater than that of
 * every order before. `now` is an ISO time. Error: E-COUNTY-032 (content not allowed, or the folder is full).
 */
export function issueOrder(
  folder: string,
  keys: CountyKeys,
  content: OrderContent,
  now: string,
): Result<KeptOrder> {
  if (content.kind === 'recipients' && !content.recipients.includes(keys.recipient))
    return fail('E-COUNTY-032', "the county's own recipient must be among them");
  makeFolderDurably(ordersFolder(folder));
  const highest = orderFiles(folder).reduce((most, { number }) => Math.max(most, number), 0);
  for (let number = highest + 1; number < highest + 100; number++) {
    const signer = signerOf(keys).name;
    const parsed = Order.safeParse({ ...content, format: 'youfu-order/1', signer, number, issuedAt: now });
    if (!parsed.success) return fail('E-COUNTY-032', z.prettifyError(parsed.error));
    const path = orderPath(folder, number, content.kind);
    if (!reserve(path)) continue;
    const text = writeOrder(parsed.data, keys.signingKey);
    writeFileDurably(path, text);
    return ok({ order: parsed.data, text });
  }
  return fail('E-COUNTY-032', 'other programs take every number');
}

/**
 * The order of each kind that holds for a device (the latest for it or for all), by number. Error: E-COUNTY-035 (a kept
 * order is damaged).
 */
export function ordersFor(folder: string, keys: CountyKeys, device: string): Result<KeptOrder[]> {
  const orders: KeptOrder[] = [];
  for (const kind of ORDER_KINDS) {
    const latest = latestOrder(folder, keys, kind, device);
    if (!latest.ok) return latest;
    if (latest.value !== undefined) orders.push(latest.value);
  }
  return ok(orders.sort((a, b) => a.order.number - b.order.number));
}

/**
 * The latest order of a kind for a device or for all; for all only when no device is named. Those of a key that the
 * county had before are void. Error: E-COUNTY-035 (damaged: what it said must not be passed over).
 */
export function latestOrder(
  folder: string,
  keys: CountyKeys,
  kind: OrderKind,
  device: string = ALL_DEVICES,
): Result<KeptOrder | undefined> {
  const files = orderFiles(folder).filter((file) => file.kind === kind);
  for (const { number } of files.sort((a, b) => b.number - a.number)) {
    const path = orderPath(folder, number, kind);
    const text = readFileSync(path, 'utf8');
    // Empty: its program died between taking the number and writing the order.
    const order = text === '' ? 'other-signer' : readOrder(text, signerOf(keys));
    if (order === undefined || order === 'not-signed') return fail('E-COUNTY-035', path);
    if (order === 'other-signer') continue;
    if (order.device === ALL_DEVICES || order.device === device) return ok({ order, text });
  }
  return ok(undefined);
}

function signerOf(keys: CountyKeys): VerifierKey {
  const verifier = parseVerifierKey(keys.verifierKey);
  if (verifier === undefined) throw new Error("the county's own verifier key must parse");
  return verifier;
}

function orderFiles(folder: string): Array<{ number: number; kind: string }> {
  if (!existsSync(ordersFolder(folder))) return [];
  return readdirSync(ordersFolder(folder)).flatMap((name) => {
    const [, number, kind] = ORDER_FILE.exec(name) ?? [];
    return number === undefined || kind === undefined ? [] : [{ number: Number(number), kind }];
  });
}

/** Takes a number for this program alone: an empty file that nobody else made. */
function reserve(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx', 0o600));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function orderPath(folder: string, number: number, kind: OrderKind): string {
  return join(ordersFolder(folder), `${String(number).padStart(6, '0')}-${kind}.json`);
}

function ordersFolder(folder: string): string {
  return join(folder, 'orders');
}
