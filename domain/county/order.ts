import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { VerifierKey } from '../tlog/index.ts';
import { DeviceId } from './device-id.ts';
import { AgeRecipient } from './enrolment.ts';
import { jsonOrNothing } from './json-text.ts';
import { CertificateSerial } from './line.ts';
import { signStatement, verifyStatement } from './signed-statement.ts';

const FORMAT = 'youfu-order/1';
/** Longest order that is read, in characters. */
export const MAX_ORDER_LENGTH = 524_288;
/** The order is for every device of the county. No device can have this name. */
export const ALL_DEVICES = '*';

/** Why a certificate is believed no more. */
export const RevocationReason = z.enum(['stolen', 'lost', 'key-leaked', 'replaced', 'retired', 'other']);
export type RevocationReason = z.infer<typeof RevocationReason>;

/** One certificate of the county's authority that is believed no more. */
export const Revocation = z.strictObject({
  serial: CertificateSerial,
  /** Whose it was; null for one of the county's own. */
  device: DeviceId.nullable(),
  at: z.string().datetime(),
  /** When the certificate ends by itself; after that it need not be listed. */
  until: z.string().datetime(),
  reason: RevocationReason,
});
export type Revocation = z.infer<typeof Revocation>;

const HEAD = {
  format: z.literal(FORMAT),
  /** Name of the county's key that signed it. */
  signer: z.string().min(3).max(80),
  /** One device, or `*` for all. */
  device: z.union([DeviceId, z.literal(ALL_DEVICES)]),
  /**
   * Grows with every order of the county. A device takes an order only when its number is greater than that of the
   * last of the same kind: each order says the whole of its matter, so a later one makes an earlier one void.
   */
  number: z.number().int().positive(),
  issuedAt: z.string().datetime(),
};

/** What the county can order a device to do from afar. */
export const Order = z.discriminatedUnion('kind', [
  /** To whom records are sealed from now on. */
  z.strictObject({
    ...HEAD,
    kind: z.literal('recipients'),
    recipients: z.array(AgeRecipient).min(1).max(8),
  }),
  /** Every certificate that is revoked and has not ended. */
  z.strictObject({ ...HEAD, kind: z.literal('revoked'), revoked: z.array(Revocation).max(2000) }),
  /** Months for which the log is kept on the device, at least six. */
  z.strictObject({ ...HEAD, kind: z.literal('retention'), months: z.number().int().min(6).max(600) }),
]);
export type Order = z.infer<typeof Order>;
export type OrderKind = Order['kind'];
export const ORDER_KINDS: readonly OrderKind[] = ['recipients', 'revoked', 'retention'];

const SignedOrder = z.strictObject({ order: Order, signature: z.string().max(200) });

/** The text of an order, signed by the county's key that it names. */
export function writeOrder(order: Order, countyKey: KeyObject): string {
  return `${JSON.stringify({ order, signature: signStatement(FORMAT, order, countyKey) }, null, 2)}\n`;
}

/**
 * The order in this text when `verifier` signed it; `other-signer` when it names another key, `not-signed` when it names
 * this one and it did not sign; undefined when the text has not the form of an order.
 */
export function readOrder(
  text: string,
  verifier: VerifierKey,
): Order | 'other-signer' | 'not-signed' | undefined {
  const signed = text.length > MAX_ORDER_LENGTH ? undefined : SignedOrder.safeParse(jsonOrNothing(text));
  if (signed === undefined || !signed.success) return undefined;
  const { order, signature } = signed.data;
  if (order.signer !== verifier.name) return 'other-signer';
  return verifyStatement(FORMAT, order, signature, verifier) ? order : 'not-signed';
}
