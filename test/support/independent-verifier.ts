import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/*
 * A second verifier of a county's mirror of one log, written from RFC 6962, C2SP signed-note, tlog-checkpoint,
 * tlog-tiles and tlog-cosignature alone. It imports nothing of the project on purpose: a mistake made twice in one
 * head would otherwise pass. Slow and short: it computes every tree anew.
 */

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();

/** MTH of RFC 6962 section 2.1 over leaf hashes. */
export function treeHash(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return only;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha256(Buffer.from([1]), treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
}

/** Leaf hash of RFC 6962 section 2.1. */
export function leaf(entry: Uint8Array): Buffer {
  return sha256(Buffer.from([0]), entry);
}

interface Key {
  readonly name: string;
  readonly type: number;
  readonly id: Buffer;
  verify(message: Buffer, signature: Buffer): boolean;
}

/** A verifier key string: `name+id+base64(type || key)`; the type of a cosigner is 4. */
export function readKey(vkey: string, type = 1): Key {
  const [name = '', , ...rest] = vkey.split('+');
  const raw = Buffer.from(rest.join('+'), 'base64').subarray(1);
  const id = sha256(Buffer.from(`${name}\n`), Buffer.from([type]), raw).subarray(0, 4);
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
    format: 'jwk',
  });
  return { name, type, id, verify: (message, signature) => verify(null, message, key, signature) };
}

/** The text of a note that a key signed. Throws when it did not. */
export function openNote(note: string, key: Key): string {
  const split = note.lastIndexOf('\n\n');
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2).split('\n');
  for (const line of lines) {
    const [dash, name, base64 = ''] = line.split(' ');
    const bytes = Buffer.from(base64, 'base64');
    if (dash !== '\u2014' || name !== key.name || !bytes.subarray(0, 4).equals(key.id)) continue;
    const signature = bytes.subarray(4);
    if (key.type === 1 && key.verify(Buffer.from(text), signature)) return text;
    if (key.type !== 4) continue;
    const time = signature.readBigUInt64BE(0);
    const message = Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);
    if (key.verify(message, signature.subarray(8))) return text;
  }
  throw new Error(`no right signature of ${key.name}`);
}

/** `<N>` of tlog-tiles: groups of three digits, `x` before all but the last. */
function elements(n: number): string {
  const digits = String(n);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.../g) ?? [];
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
}

function tilePath(folder: string, level: string, n: number, width: number): string {
  return `${folder}/tile/${level}/${elements(n)}${width === 256 ? '' : `.p/${width}`}`;
}

function entriesOf(folder: string, size: number): Buffer[] {
  const entries: Buffer[] = [];
  while (entries.length < size) {
    const width = Math.min(256, size - entries.length);
    const bundle = readFileSync(tilePath(folder, 'entries', entries.length / 256, width));
    let at = 0;
    for (let i = 0; i < width; i++) {
      const length = bundle.readUInt16BE(at);
      if (at + 2 + length > bundle.length) throw new Error(`bundle of entry ${entries.length} is cut`);
      entries.push(bundle.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
    if (at !== bundle.length) throw new Error('a bundle has something behind its last entry');
  }
  return entries;
}

/** Every hash of every tile is MTH(D[(n*256+i) * 256^l : (n*256+i+1) * 256^l]). */
function checkTiles(folder: string, leaves: readonly Buffer[]): void {
  for (let l = 0; 256 ** l <= leaves.length; l++) {
    const span = 256 ** l;
    const hashes = Math.floor(leaves.length / span);
    for (let n = 0; n * 256 < hashes; n++) {
      const width = Math.min(256, hashes - n * 256);
      const tile = readFileSync(tilePath(folder, String(l), n, width));
      if (tile.length !== width * 32) throw new Error(`tile ${l}/${n} has another length`);
      for (let i = 0; i < width; i++) {
        const start = (n * 256 + i) * span;
        if (!tile.subarray(i * 32, i * 32 + 32).equals(treeHash(leaves.slice(start, start + span))))
          throw new Error(`tile ${l}/${n} hash ${i} is wrong`);
      }
    }
  }
}

/**
 * Verifies the mirror of one log: checkpoint, every tile and entry, the links between entries, and every kept head
 * with the county's cosignature. Gives the entries; throws with a sentence at the first fault.
 */
export function verifyMirror(folder: string, logKey: string, countyKey: string): Buffer[] {
  const key = readKey(logKey);
  const [origin, size = '', root] = openNote(readFileSync(`${folder}/checkpoint`, 'utf8'), key).split('\n');
  if (origin !== key.name) throw new Error('another origin');
  const entries = entriesOf(folder, Number(size));
  const leaves = entries.map(leaf);
  if (treeHash(leaves).toString('base64') !== root) throw new Error('the root is wrong');
  checkTiles(folder, leaves);
  entries.forEach((bytes, i) => {
    const entry: unknown = JSON.parse(bytes.toString('utf8'));
    const link = (name: string) =>
      typeof entry === 'object' && entry !== null ? Reflect.get(entry, name) : '';
    if (link('seq') !== i) throw new Error(`entry ${i} has another number`);
    const prev = leaves[i - 1]?.toString('hex') ?? '0'.repeat(64);
    if (link('prev') !== prev) throw new Error(`entry ${i} breaks the chain`);
  });
  if (!existsSync(`${folder}/heads.jsonl`)) throw new Error('no heads were kept');
  for (const line of readFileSync(`${folder}/heads.jsonl`, 'utf8').trimEnd().split('\n')) {
    const { note } = JSON.parse(line);
    openNote(note, readKey(countyKey, 4));
    const [, headSize, headRoot] = openNote(note, key).split('\n');
    if (treeHash(leaves.slice(0, Number(headSize))).toString('base64') !== headRoot)
      throw new Error(`the head of ${headSize} is of another tree`);
  }
  return entries;
}
