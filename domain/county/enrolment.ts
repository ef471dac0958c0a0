import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { parseVerifierKey, type VerifierKey } from '../tlog/index.ts';
import { DeviceId } from './device-id.ts';
import { jsonOrNothing } from './json-text.ts';
import { LineCertificates, LineKeyText } from './line.ts';
import { signStatement, verifyStatement } from './signed-statement.ts';

const REQUEST = 'youfu-enrol/1';
const TRUST = 'youfu-trust/1';

/** An age X25519 recipient. */
export const AgeRecipient = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/);
/** An Ed25519 verifier key string (C2SP signed-note). */
export const VerifierKeyText = z
  .string()
  .refine((text) => parseVerifierKey(text) !== undefined, 'no verifier key');

/** What a device tells the county of itself. Nothing in it is secret. */
export const EnrolRequest = z.object({
  format: z.literal(REQUEST),
  device: DeviceId,
  station: z.string().min(1).max(40),
  /** Key of the device's log; its name is the device's. */
  ledgerKey: VerifierKeyText,
  /** To whom rosters for this device are sealed. */
  recipient: AgeRecipient,
  /** Key of the device's TLS certificate; absent in requests of devices that are not spoken to over a line. */
  lineKey: LineKeyText.optional(),
});
export type EnrolRequest = z.infer<typeof EnrolRequest>;

const SignedRequest = z.object({ request: EnrolRequest, signature: z.string() });

/** What the county tells a device: whom to believe and to whom to seal. */
export const TrustStatement = z.object({
  format: z.literal(TRUST),
  county: z.string().min(1).max(80),
  device: DeviceId,
  /** Key that signs rosters and later trust files. */
  verifierKey: VerifierKeyText,
  /** To whom records are sealed. */
  recipients: z.array(AgeRecipient).min(1).max(8),
  /**
   * The county's key for person digests, 32 bytes, as base64 of an age file to the device: with this key and the
   * few billion possible ID numbers the digests in a log could be told apart, so it travels sealed.
   */
  sealedPersonKey: z.string().max(4096),
  issuedAt: z.string().datetime(),
  /** The device's TLS certificate; absent in trust files from before there were any. */
  line: LineCertificates.optional(),
});
export type TrustStatement = z.infer<typeof TrustStatement>;

const SignedTrust = z.object({ trust: TrustStatement, signature: z.string() });

/** The text of an enrolment request, signed by the device's ledger key to prove that the device holds it. */
export function writeEnrolRequest(request: EnrolRequest, ledgerKey: KeyObject): string {
  const signature = signStatement(REQUEST, request, ledgerKey);
  return `${JSON.stringify({ request, signature }, null, 2)}\n`;
}

/** The request in this text; undefined when malformed, not signed by its own key, or named for another device. */
export function readEnrolRequest(text: string): EnrolRequest | undefined {
  const signed = SignedRequest.safeParse(jsonOrNothing(text));
  if (!signed.success) return undefined;
  const { request, signature } = signed.data;
  const verifier = parseVerifierKey(request.ledgerKey);
  if (verifier === undefined || verifier.name !== request.device) return undefined;
  return verifyStatement(REQUEST, request, signature, verifier) ? request : undefined;
}

/** The text of trust.json, signed by the county's key that it names. */
export function writeTrust(trust: TrustStatement, countyKey: KeyObject): string {
  return `${JSON.stringify({ trust, signature: signStatement(TRUST, trust, countyKey) }, null, 2)}\n`;
}

/** The statement in this text and whether `verifier` (by default the key it names itself) signed it. */
export function readTrustText(text: string, verifier?: VerifierKey): TrustStatement | undefined {
  const signed = SignedTrust.safeParse(jsonOrNothing(text));
  if (!signed.success) return undefined;
  const key = verifier ?? parseVerifierKey(signed.data.trust.verifierKey);
  if (key === undefined) return undefined;
  return verifyStatement(TRUST, signed.data.trust, signed.data.signature, key)
    ? signed.data.trust
    : undefined;
}
