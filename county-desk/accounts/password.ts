import { randomBytes, randomInt, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** 32 MiB a try (RFC 7914's N = 2^15, r = 8), as for the kiosk's PINs; a second factor stands beside it. */
const COST = { N: 32_768, r: 8, p: 1 };
const HASH_BYTES = 32;
const LEAST_CHARACTERS = 12;
/** Longer ones are refused before anything is reckoned. */
export const MOST_PASSWORD_CHARACTERS = 128;
const LEAST_DISTINCT = 6;

/** A password as it is kept: `scrypt$N$r$p$saltBase64$hashBase64`. */
export async function scryptPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, COST);
  return `scrypt$${COST.N}$${COST.r}$${COST.p}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

/** Whether this is the password that was kept, compared in constant time. False for a text that is no kept one. */
export async function checkPassword(password: string, stored: string): Promise<boolean> {
  const match = /^scrypt\$([1-9]\d{0,6})\$([1-9]\d?)\$([1-9])\$([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+)$/.exec(
    stored,
  );
  if (match === null) return false;
  const [, N, r, p, salt = '', hash = ''] = match;
  const wanted = Buffer.from(hash, 'base64');
  if (wanted.length !== HASH_BYTES) return false;
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64'), cost), wanted);
}

/**
 * Whether a password may be set: long enough, not one character again and again, not the account's own name
 * (NIST SP 800-63B 5.1.1.2 asks for length and not for kinds of characters).
 */
export function isGoodPassword(password: string, account: string): boolean {
  const characters = [...password.normalize('NFKC')];
  return (
    characters.length >= LEAST_CHARACTERS &&
    characters.length <= MOST_PASSWORD_CHARACTERS &&
    new Set(characters).size >= LEAST_DISTINCT &&
    !password.toLowerCase().includes(account.toLowerCase())
  );
}

/** A first password: 20 characters that are not taken for one another, 95 bits. */
export function firstPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const groups = Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join(''),
  );
  return groups.join('-');
}

function derive(password: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same password typed on another keyboard must be the same bytes (RFC 8265).
    scrypt(
      password.normalize('NFKC'),
      salt,
      HASH_BYTES,
      { ...cost, maxmem: 96 * 1024 * 1024 },
      (error, key) => (error === null ? resolve(key) : reject(error)),
    );
  });
}
