import { createHash, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
const CODES = 10;
/** Crockford's letters: none is taken for another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new secret of the second factor, base32 of 20 bytes. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The `otpauth:` address that an authenticator app reads from a QR code. */
export function otpauthUri(county: string, account: string, secret: string): string {
  return new TOTP({ issuer: county, label: account, secret: Secret.fromBase32(secret) }).toString();
}

/**
 * The time step (RFC 6238) to which a code of six digits belongs, or undefined. One step early or late is allowed
 * for clocks that differ; steps up to `lastStep` have been used.
 */
export function stepOfCode(
  secret: string,
  code: string,
  nowMs: number,
  lastStep: number,
): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const timestamp = nowMs;
  const delta = TOTP.validate({
    token: code,
    secret: Secret.fromBase32(secret),
    timestamp,
    period: PERIOD_SECONDS,
    window: 1,
  });
  if (delta === null) return undefined;
  const step = TOTP.counter({ period: PERIOD_SECONDS, timestamp }) + delta;
  return step > lastStep ? step : undefined;
}

/** Ten recovery codes of 80 bits, each good once for a lost authenticator. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () =>
    Array.from({ length: 4 }, () =>
      Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
    ).join('-'),
  );
}

/** A recovery code as it is kept: with 80 bits in it a plain SHA-256 tells nothing. */
export function recoveryDigest(code: string): string {
  const letters = code.toUpperCase().replaceAll(/[\s-]/g, '');
  return createHash('sha256').update(letters).digest('hex');
}

/** Whether a text has the form of a recovery code. */
export function isRecoveryCode(text: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(text.toUpperCase().replaceAll(/[\s-]/g, ''));
}
