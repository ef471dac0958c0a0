import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/*
 * A second verifier of an exported log, written from C2SP tlog-tiles, tlog-checkpoint, signed-note and RFC 6962
 * alone. It shares no code with the product on purpose: a mistake made twice in one head would otherwise pass.
 */

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();

/** MTH of RFC 6962 section 2.1, word for word, over the entries themselves. */
function treeHash(entries: Buffer[]): Buffer {
  if (entries.length === 0) return sha256();
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) return sha256(Buffer.from([0x00]), only);
  let k = 1;
  while (k << 1 < entries.length) k <<= 1;
  return sha256(Buffer.from([0x01]), treeHash(entries.slice(0, k)), treeHash(entries.slice(k)));
}

/** `<N>`: three digits a path element, `x` before all but the last. */
function elements(n: number): string {
  const digits = String(n);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.../g) ?? [];
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
}

function partial(name: string, width: number): string {
  return width === 256 ? name : `${name}.p/${width}`;
}

/** Entries of the log in `folder`, after everything has been checked. Throws with a sentence at the first fault. */
export function verifyExportedLog(folder: string, vkey: string): Buffer[] {
  const [keyName = '', keyId = '', ...material] = vkey.split('+');
  const typed = Buffer.from(material.join('+'), 'base64');
  if (typed[0] !== 1 || typed.length !== 33) throw new Error('no Ed25519 key');
  const publicKey = typed.subarray(1);
  const ownId = sha256(Buffer.from(`${keyName}\n`), typed).subarray(0, 4);
  if (ownId.toString('hex') !== keyId) throw new Error('key id is wrong');

  const note = readFileSync(`${folder}/checkpoint`, 'utf8');
  const [text = '', signatures = ''] = note.split('\n\n');
  const [origin, size = '', root = ''] = text.split('\n');
  const line = signatures.split('\n').find((candidate) => candidate.startsWith(`— ${keyName} `)) ?? '';
  const blob = Buffer.from(line.split(' ')[2] ?? '', 'base64');
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  if (!blob.subarray(0, 4).equals(ownId)) throw new Error('signed by another key');
  if (!verify(null, Buffer.from(`${text}\n`), key, blob.subarray(4))) throw new Error('signature is wrong');
  if (origin !== keyName) throw new Error('another origin');

  const count = Number(size);
  const entries: Buffer[] = [];
  while (entries.length < count) {
    const width = Math.min(256, count - entries.length);
    const bundle = readFileSync(
      `${folder}/${partial(`tile/entries/${elements(entries.length / 256)}`, width)}`,
    );
    let at = 0;
    for (let i = 0; i < width; i++) {
      const length = (bundle[at] ?? 0) * 256 + (bundle[at + 1] ?? 0);
      entries.push(bundle.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
    if (at !== bundle.length) throw new Error('bundle has another length');
  }
  if (treeHash(entries).toString('base64') !== root) throw new Error('root is wrong');
  checkTiles(folder, entries);
  checkChain(entries);
  return entries;
}

/** Every hash of every tile is MTH(D[(n*256+i) * 256^l : (n*256+i+1) * 256^l]). */
function checkTiles(folder: string, entries: Buffer[]): void {
  for (let l = 0; 256 ** l <= entries.length; l++) {
    const span = 256 ** l;
    const hashes = Math.floor(entries.length / span);
    for (let n = 0; n * 256 < hashes; n++) {
      const width = Math.min(256, hashes - n * 256);
      const tile = readFileSync(`${folder}/${partial(`tile/${l}/${elements(n)}`, width)}`);
      if (tile.length !== width * 32) throw new Error(`tile ${l}/${n} has another length`);
      for (let i = 0; i < width; i++) {
        const start = (n * 256 + i) * span;
        if (!tile.subarray(i * 32, i * 32 + 32).equals(treeHash(entries.slice(start, start + span))))
          throw new Error(`tile ${l}/${n} hash ${i} is wrong`);
      }
    }
    if (existsSync(`${folder}/tile/${l}/${elements(Math.ceil(hashes / 256))}.p/0`))
      throw new Error('empty tile');
  }
}

function checkChain(entries: Buffer[]): void {
  let prev = '0'.repeat(64);
  entries.forEach((bytes, i) => {
    const entry: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof entry !== 'object' || entry === null) throw new Error(`entry ${i} is no object`);
    if (Reflect.get(entry, 'seq') !== i) throw new Error(`entry ${i} has another number`);
    if (Reflect.get(entry, 'prev') !== prev) throw new Error(`entry ${i} breaks the chain`);
    prev = sha256(Buffer.from([0x00]), bytes).toString('hex');
  });
}
