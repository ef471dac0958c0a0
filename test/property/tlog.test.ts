import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  consistencyProof,
  Frontier,
  type Hash,
  inclusionProof,
  leafHash,
  openCheckpoint,
  parseTilePath,
  parseVerifierKey,
  readerOf,
  readerOfTiles,
  rootOf,
  signCheckpoint,
  tilePath,
  verifierKeyText,
  verifyConsistency,
  verifyInclusion,
} from '../../domain/tlog/index.ts';

const leaves: Hash[] = Array.from({ length: 66_000 }, (_, i) => leafHash(Buffer.from(`entry ${i}`)));
/** Sizes around the edges of tiles are likelier than by chance. */
const size = fc.oneof(
  fc.integer({ min: 1, max: 700 }),
  fc.constantFrom(1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 65_792),
);

/** A tree as a folder of tiles would hold it. */
function tilesUpTo(count: number) {
  const frontier = new Frontier();
  const tiles = new Map<string, Uint8Array>();
  const keep = (level: number, index: number, hashes: readonly Hash[]) =>
    tiles.set(`${level}/${index}`, Buffer.concat(hashes));
  for (const leaf of leaves.slice(0, count))
    for (const full of frontier.push(leaf)) keep(full.level, full.index, full.hashes);
  for (const tail of frontier.tails()) keep(tail.level, tail.index, tail.hashes);
  const read = readerOfTiles(count, (tile) => {
    const bytes = tiles.get(`${tile.level}/${tile.index}`);
    if (bytes === undefined) throw new Error(`no tile ${tilePath(tile)}`);
    return bytes;
  });
  return { frontier, read };
}

test('frontier and tiles give the root of the definition', () => {
  fc.assert(
    fc.property(size, (n) => {
      const { frontier, read } = tilesUpTo(n);
      const root = rootOf(leaves.slice(0, n));
      assert.equal(Buffer.from(frontier.root()), Buffer.from(root));
      const first = inclusionProof(n - 1, n, read);
      assert.ok(verifyInclusion(leaves[n - 1] ?? new Uint8Array(), n - 1, n, first, root));
    }),
    { numRuns: 25 },
  );
});

test('inclusion proofs verify, and with one bit, index or size changed they do not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 400 }), fc.nat(), fc.nat(), (n, pick, bit) => {
      const index = pick % n;
      const read = readerOf(leaves.slice(0, n));
      const root = rootOf(leaves.slice(0, n));
      const leaf = leaves[index] ?? new Uint8Array();
      const proof = inclusionProof(index, n, read);
      assert.ok(verifyInclusion(leaf, index, n, proof, root));
      assert.not.ok(verifyInclusion(leaf, (index + 1) % n, n, proof, root));
      assert.not.ok(verifyInclusion(leaf, index, n, proof.slice(1), root));
      assert.not.ok(verifyInclusion(leaf, index, n, [...proof, root], root));
      const altered = proof.map((hash) => Buffer.from(hash));
      const target = altered[bit % altered.length];
      if (target !== undefined) target[bit % 32] = (target[bit % 32] ?? 0) ^ (1 << (bit % 8));
      assert.not.ok(verifyInclusion(leaf, index, n, altered, root));
    }),
    { numRuns: 200 },
  );
});

test('consistency proofs verify for every pair up to 40, and for no other root', () => {
  for (let newer = 1; newer <= 40; newer++) {
    const read = readerOf(leaves.slice(0, newer));
    const newerRoot = rootOf(leaves.slice(0, newer));
    for (let older = 1; older <= newer; older++) {
      const olderRoot = rootOf(leaves.slice(0, older));
      const proof = consistencyProof(older, newer, read);
      assert.ok(verifyConsistency(older, newer, proof, olderRoot, newerRoot), `${older} ${newer}`);
      const forked = rootOf([...leaves.slice(1, older), leafHash(Buffer.from('forked'))]);
      assert.not.ok(verifyConsistency(older, newer, proof, forked, newerRoot));
      if (older < newer) assert.not.ok(verifyConsistency(older, newer, proof.slice(1), olderRoot, newerRoot));
    }
  }
});

test('every tile name is read back from its path', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constant<'entries'>('entries'), fc.integer({ min: 0, max: 63 })),
      fc.integer({ min: 0, max: 999_999_999_999 }),
      fc.integer({ min: 1, max: 256 }),
      (level, index, width) => {
        assert.equal(parseTilePath(tilePath({ level, index, width })), { level, index, width });
      },
    ),
  );
});

test('a signed checkpoint opens, and with any one character changed it does not', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = parseVerifierKey(verifierKeyText('kiosk-01.example', privateKey));
  if (key === undefined) throw new Error('the key text must parse');
  const note = signCheckpoint(
    { origin: 'kiosk-01.example', size: 7, root: rootOf(leaves.slice(0, 7)) },
    privateKey,
  );
  assert.is(openCheckpoint(note, key)?.size, 7);
  for (let at = 0; at < note.length; at++) {
    const changed = note.slice(0, at) + (note[at] === 'x' ? 'y' : 'x') + note.slice(at + 1);
    assert.is(openCheckpoint(changed, key), undefined, `character ${at}`);
  }
});

test.run();
