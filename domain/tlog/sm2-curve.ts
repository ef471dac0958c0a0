/**
 * The curve that GB/T 32918.5 recommends for SM2, with the arithmetic that verifying needs. Nothing secret passes
 * through here: what is done with a private key's numbers is OpenSSL's (sm2.ts).
 */
export const FIELD = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
export const COEFFICIENT_A = FIELD - 3n;
export const COEFFICIENT_B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
/** Order of the base point. */
export const ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

export interface CurvePoint {
  readonly x: bigint;
  readonly y: bigint;
}

export const BASE_POINT: CurvePoint = {
  x: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  y: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};

/** Bytes of a coordinate. */
export const COORDINATE_BYTES = 32;

/** Jacobian coordinates: x = X / Z^2, y = Y / Z^3; Z = 0 is the point at infinity. */
interface Jacobian {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
}

const INFINITY: Jacobian = { x: 1n, y: 1n, z: 0n };

/** The remainder from 0 up. */
export function modulo(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

/** The inverse modulo a prime (extended Euclid). Throws for 0. */
export function inverse(value: bigint, prime: bigint): bigint {
  let [oldRest, rest] = [modulo(value, prime), prime];
  let [oldFactor, factor] = [1n, 0n];
  while (rest !== 0n) {
    const quotient = oldRest / rest;
    [oldRest, rest] = [rest, oldRest - quotient * rest];
    [oldFactor, factor] = [factor, oldFactor - quotient * factor];
  }
  if (oldRest !== 1n) throw new RangeError('0 has no inverse');
  return modulo(oldFactor, prime);
}

/** Whether the point lies on the curve, with both coordinates in range. */
export function isOnCurve({ x, y }: CurvePoint): boolean {
  if (x < 0n || y < 0n || x >= FIELD || y >= FIELD) return false;
  return modulo(y * y - (x * x * x + COEFFICIENT_A * x + COEFFICIENT_B), FIELD) === 0n;
}

/** u G + v Q, or undefined when that is the point at infinity. */
export function sumOfMultiples(u: bigint, v: bigint, q: CurvePoint): CurvePoint | undefined {
  const [g, point] = [jacobian(BASE_POINT), jacobian(q)];
  const both = add(g, point);
  let sum = INFINITY;
  for (let bit = 255n; bit >= 0n; bit--) {
    sum = double(sum);
    const [hasG, hasQ] = [(u >> bit) & 1n, (v >> bit) & 1n];
    if (hasG === 1n && hasQ === 1n) sum = add(sum, both);
    else if (hasG === 1n) sum = add(sum, g);
    else if (hasQ === 1n) sum = add(sum, point);
  }
  return affine(sum);
}

function jacobian({ x, y }: CurvePoint): Jacobian {
  return { x, y, z: 1n };
}

function affine({ x, y, z }: Jacobian): CurvePoint | undefined {
  if (z === 0n) return undefined;
  const inverseZ = inverse(z, FIELD);
  const squared = modulo(inverseZ * inverseZ, FIELD);
  return { x: modulo(x * squared, FIELD), y: modulo(y * squared * inverseZ, FIELD) };
}

/** 2 P for a curve with a = -3. */
function double({ x, y, z }: Jacobian): Jacobian {
  if (z === 0n || y === 0n) return INFINITY;
  const delta = modulo(z * z, FIELD);
  const gamma = modulo(y * y, FIELD);
  const beta = modulo(x * gamma, FIELD);
  const alpha = modulo(3n * (x - delta) * (x + delta), FIELD);
  const x3 = modulo(alpha * alpha - 8n * beta, FIELD);
  return {
    x: x3,
    y: modulo(alpha * (4n * beta - x3) - 8n * gamma * gamma, FIELD),
    z: modulo((y + z) * (y + z) - gamma - delta, FIELD),
  };
}

function add(p: Jacobian, q: Jacobian): Jacobian {
  if (p.z === 0n) return q;
  if (q.z === 0n) return p;
  const [pz2, qz2] = [modulo(p.z * p.z, FIELD), modulo(q.z * q.z, FIELD)];
  const [u1, u2] = [modulo(p.x * qz2, FIELD), modulo(q.x * pz2, FIELD)];
  const [s1, s2] = [modulo(p.y * q.z * qz2, FIELD), modulo(q.y * p.z * pz2, FIELD)];
  const [h, r] = [modulo(u2 - u1, FIELD), modulo(s2 - s1, FIELD)];
  if (h === 0n) return r === 0n ? double(p) : INFINITY;
  const h2 = modulo(h * h, FIELD);
  const h3 = modulo(h * h2, FIELD);
  const v = modulo(u1 * h2, FIELD);
  const x = modulo(r * r - h3 - 2n * v, FIELD);
  return { x, y: modulo(r * (v - x) - s1 * h3, FIELD), z: modulo(p.z * q.z * h, FIELD) };
}
