import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  bundledEntry,
  bundleEntries,
  bundlesOf,
  consistencyProof,
  EMPTY_ROOT,
  inclusionProof,
  leafHash,
  openCheckpoint,
  openNote,
  parseCheckpoint,
  parseTilePath,
  parseVerifierKey,
  readerOf,
  rootOf,
  tilePath,
  tilesOf,
} from '../../domain/tlog/index.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

// Leaves and tree heads of the Certificate Transparency reference implementation for RFC 6962.
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((text) => Buffer.from(text, 'hex'));
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

test('roots of RFC 6962 reference trees of 0 to 8 leaves', () => {
  const leaves = ENTRIES.map(leafHash);
  ROOTS.forEach((root, size) => {
    assert.is(hex(rootOf(leaves.slice(0, size))), root);
  });
  assert.is(hex(EMPTY_ROOT), ROOTS[0]);
});

test('audit paths of the reference implementation', () => {
  const read = readerOf(ENTRIES.map(leafHash));
  assert.equal(inclusionProof(0, 8, read).map(hex), [
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ]);
  assert.equal(inclusionProof(5, 8, read).map(hex), [
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
  assert.equal(consistencyProof(1, 1, read), []);
});

test('tile paths as C2SP tlog-tiles writes them', () => {
  assert.is(tilePath({ level: 0, index: 1_234_067, width: 256 }), 'tile/0/x001/x234/067');
  assert.is(tilePath({ level: 'entries', index: 0, width: 5 }), 'tile/entries/000.p/5');
  assert.equal(parseTilePath('tile/0/x001/x234/067.p/5'), { level: 0, index: 1_234_067, width: 5 });
  for (const wrong of [
    'tile/0/1',
    'tile/00/001',
    'tile/64/001',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/001.p/0',
    'tile/0/001.p/256',
    'tile/0/001.p/05',
    'tile/0/../001',
    '/tile/0/001',
    'tile/data/001',
  ])
    assert.is(parseTilePath(wrong), undefined, wrong);
});

test('a tree of 70,000 has the tiles that C2SP tlog-tiles counts', () => {
  const tiles = tilesOf(70_000);
  const count = (level: number, full: boolean) =>
    tiles.filter((tile) => tile.level === level && (tile.width === 256) === full);
  assert.is(count(0, true).length, 273);
  assert.equal(
    count(0, false).map((tile) => tile.width),
    [112],
  );
  assert.is(count(1, true).length, 1);
  assert.equal(
    count(1, false).map((tile) => tile.width),
    [17],
  );
  assert.equal(
    count(2, false).map((tile) => tile.width),
    [1],
  );
  assert.is(tiles.length, 277);
  assert.equal(tilesOf(256), [
    { level: 0, index: 0, width: 256 },
    { level: 1, index: 0, width: 1 },
  ]);
  assert.equal(bundlesOf(257).at(-1), { level: 'entries', index: 1, width: 1 });
});

test('bundles are uint16 big-endian lengths and entries', () => {
  const bundle = Buffer.concat([bundledEntry(Buffer.from('abc')), bundledEntry(Buffer.alloc(300, 1))]);
  assert.is(hex(bundle.subarray(0, 5)), '0003616263');
  assert.is(bundle.readUInt16BE(5), 300);
  assert.equal(bundleEntries(bundle).map(hex), ['616263', '01'.repeat(300)]);
  assert.is(bundleEntries(bundle, 1).length, 1);
  assert.throws(() => bundleEntries(bundle.subarray(0, -1)), /inside entry 1/);
  assert.throws(() => bundleEntries(bundle.subarray(0, 6)), /inside the length of entry 1/);
  assert.throws(() => bundledEntry(Buffer.alloc(65_536)), /at most 65535/);
});

// The example of golang.org/x/mod/sumdb/note, the form's first implementation.
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const PETER_TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_NOTE = `${PETER_TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;
// A checkpoint of the Go checksum database of 2024-09-23 and its published key.
const GO_KEY = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';
const GO_CHECKPOINT =
  'go.sum database tree\n30055305\nmXfgRcJ0bG0j3CPdKwgGWtUzBUbX67saZGRmFuJGGsM=\n\n— sum.golang.org Az3grpgEild5qw7+5dtV13Kf1C2Xurm8q4fhdxvcsDHnqNTaxL2AFjBY+2TyGKevucFcAAlWFJJYle3EJlDCrQ+y3A8=\n';

function verifier(text: string) {
  const key = parseVerifierKey(text);
  assert.ok(key);
  if (key === undefined) throw new Error('unreachable');
  return key;
}

test('notes of other implementations open with their published keys', () => {
  assert.is(openNote(PETER_NOTE, verifier(PETER)), PETER_TEXT);
  const text = openNote(GO_CHECKPOINT, verifier(GO_KEY));
  assert.ok(text);
  const checkpoint = parseCheckpoint(text ?? '');
  assert.is(checkpoint?.size, 30_055_305);
  assert.is(checkpoint?.origin, 'go.sum database tree');
  // A log of ours signs by its origin's name; this one does not.
  assert.is(openCheckpoint(GO_CHECKPOINT, verifier(GO_KEY)), undefined);
});

test('a note is refused when text, signature, key or form is another', () => {
  assert.is(openNote(PETER_NOTE, verifier(GO_KEY)), undefined);
  assert.is(openNote(PETER_NOTE.replace('answer', 'Answer'), verifier(PETER)), undefined);
  assert.is(openNote(PETER_NOTE.replace('JnAM=', 'JnAN='), verifier(PETER)), undefined);
  assert.is(openNote(PETER_NOTE.slice(0, -1), verifier(PETER)), undefined);
  assert.is(openNote(PETER_TEXT, verifier(PETER)), undefined);
  const second = PETER_NOTE.slice(PETER_NOTE.indexOf('—'));
  assert.is(openNote(PETER_NOTE + second, verifier(PETER)), PETER_TEXT);
  assert.is(openNote(PETER_NOTE + second.replace('x08go/ZJ', 'x08go/ZK'), verifier(PETER)), undefined);
});

test('verifier keys with a wrong id, type or form are refused', () => {
  assert.is(parseVerifierKey(PETER.replace('c74f20a3', 'c74f20a4')), undefined);
  assert.is(parseVerifierKey(PETER.replace('+ARpc', '+AhpC')), undefined);
  assert.is(parseVerifierKey('PeterNeumann'), undefined);
});

test.run();
