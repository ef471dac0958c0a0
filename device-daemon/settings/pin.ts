import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** 32 MiB a try (RFC 7914's N = 2^15, r = 8): a stolen settings file tells a 4-digit PIN only slowly. */
const COST = { N: 32_768, r: 8, p: 1 };
const HASH_BYTES = 32;

/** A PIN as it is kept: `scrypt$N$r$p$saltBase64$hashBase64`. */
export async function scryptPin(pin: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(pin, salt, COST);
  return `scrypt$${COST.N}$${COST.r}$${COST.p}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

/** Whether this is the PIN that was kept, compared in constant time. False for a text that is no kept PIN. */
export async function checkPin(pin: string, stored: string): Promise<boolean> {
  const match = /^scrypt\$([1-9]\d{0,6})\$([1-9]\d?)\$([1-9])\$([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+)$/.exec(
    stored,
  );
  if (match === null) return false;
  const [, N, r, p, salt = '', hash = ''] = match;
  const wanted = Buffer.from(hash, 'base64');
  if (wanted.length !== HASH_BYTES) return false;
  try {
    const cost = { N: Number(N), r: Number(r), p: Number(p) };
    return timingSafeEqual(await derive(pin, Buffer.from(salt, 'base64'), cost), wanted);
  } catch {
    // A cost that scrypt refuses: the kept text is broken, so no PIN fits it.
    return false;
  }
}

function derive(pin: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, HASH_BYTES, { ...cost, maxmem: 96 * 1024 * 1024 }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
