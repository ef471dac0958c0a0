import { generateKeyPairSync, verify } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type Checkpoint,
  cosignerKeyText,
  cosignerOf,
  cosignNote,
  EMPTY_ROOT,
  openCheckpoint,
  openCosigned,
  openNote,
  parseCosignerKey,
  parseNote,
  parseVerifierKey,
  rawPublicKey,
  signCheckpoint,
  signNote,
  typedKeyId,
  type VerifierKey,
  verifierKeyText,
} from '../../domain/tlog/index.ts';

// The example of c2sp.org/signed-note.
const FOO = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const FOO_NOTE = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;
// The example of c2sp.org/tlog-cosignature, cosigned at 1679315147; its keys are not published.
const SOFA_NOTE = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`;
const TIME = 1_790_000_000;
const LOG = 'kiosk-990000-01';
const COUNTY = 'county-0a0b0c0d';

function must(key: VerifierKey | undefined): VerifierKey {
  if (key === undefined) throw new Error('the key must parse');
  return key;
}

function keysOf(name: string) {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { privateKey, verifier: must(parseVerifierKey(verifierKeyText(name, privateKey))) };
}

const log = keysOf(LOG);
const county = keysOf(COUNTY);
const checkpoint: Checkpoint = { origin: LOG, size: 0, root: EMPTY_ROOT };
const note = signCheckpoint(checkpoint, log.privateKey);
const cosigned = cosignNote(note, COUNTY, county.privateKey, TIME);

test("the example of C2SP's signed-note opens with its published key", () => {
  assert.is(openNote(FOO_NOTE, must(parseVerifierKey(FOO))), 'This is an example message.\n');
  assert.is(openNote(FOO_NOTE.replace('example m', 'example M'), must(parseVerifierKey(FOO))), undefined);
});

test("the example of C2SP's tlog-cosignature is taken apart as the specification says", () => {
  const parsed = parseNote(SOFA_NOTE);
  assert.is(parsed?.text.split('\n')[1], '20852163');
  const [own, witness] = parsed?.signatures ?? [];
  assert.is(own?.signature.length, 64);
  assert.is(witness?.name, 'witness.example.com/w1');
  assert.is(witness?.signature.length, 8 + 64);
  assert.is(witness?.signature.readBigUInt64BE(0), 1_679_315_147n);
});

test('a text keeps its empty lines and its letters of any script; control characters make it no note', () => {
  const text = 'sulla terra\ntrafitto:\n\ned è subito sera\u0085\n\n';
  assert.is(openNote(signNote(text, LOG, log.privateKey), log.verifier), text);
  for (const wrong of ['tab\there\n', 'bell\u0007\n', 'no newline', 'half a pair \ud842\n'])
    assert.throws(() => signNote(wrong, LOG, log.privateKey), /ends in a newline/);
  assert.is(parseNote(note.replace('\n\n', '\n\t\n\n')), undefined);
});

test('a cosignature is what the specification says, checked by hand', () => {
  const line = parseNote(cosigned)?.signatures[1];
  if (line === undefined) throw new Error('there must be a second line');
  assert.is(line.name, COUNTY);
  const typed = Buffer.concat([Buffer.of(4), rawPublicKey(county.privateKey)]);
  assert.equal(line.id, typedKeyId(COUNTY, typed));
  assert.is(line.signature.readBigUInt64BE(0), BigInt(TIME));
  const [text = ''] = note.split('\n\n');
  const message = Buffer.from(`cosignature/v1\ntime ${TIME}\n${text}\n`);
  assert.ok(verify(null, message, county.verifier.key, line.signature.subarray(8)));
});

test('a cosigned checkpoint opens for its log and cosigner, and is still the log’s own note', () => {
  const opened = openCosigned(cosigned, log.verifier, cosignerOf(county.verifier));
  assert.is(opened?.time, TIME);
  assert.is(opened?.checkpoint.size, 0);
  assert.is(openCheckpoint(cosigned, log.verifier)?.size, 0);
  const parsed = must(parseCosignerKey(cosignerKeyText(COUNTY, county.privateKey)));
  assert.is(openCosigned(cosigned, log.verifier, parsed)?.time, TIME);
  assert.is(parseVerifierKey(cosignerKeyText(COUNTY, county.privateKey)), undefined, 'another type of key');
  const twice = cosignNote(cosigned, COUNTY, county.privateKey, TIME + 60);
  assert.is(openCosigned(twice, log.verifier, cosignerOf(county.verifier))?.time, TIME + 60);
});

test('anything else opens not: no cosignature, another key, another time, another text, a signature for one', () => {
  const open = (text: string) => openCosigned(text, log.verifier, cosignerOf(county.verifier));
  const stranger = keysOf(COUNTY);
  assert.is(open(note), undefined);
  assert.is(open(cosignNote(note, COUNTY, stranger.privateKey, TIME)), undefined);
  assert.is(openCosigned(cosigned, keysOf(LOG).verifier, cosignerOf(county.verifier)), undefined);
  const bytes = Buffer.from(/ (\S+)\n$/.exec(cosigned)?.[1] ?? '', 'base64');
  bytes[11] = (bytes[11] ?? 0) ^ 1;
  assert.is(open(cosigned.replace(/ \S+\n$/, ` ${bytes.toString('base64')}\n`)), undefined);
  // The county's plain signature over the same text is no cosignature, and the other way round.
  const plain = signNote(parseNote(note)?.text ?? '', COUNTY, county.privateKey).split('\n\n')[1] ?? '';
  assert.is(open(note + plain), undefined);
  assert.is(openNote(cosigned, county.verifier), undefined);
  for (const time of [0, -1, 1.5, Number.MAX_SAFE_INTEGER])
    assert.throws(() => cosignNote(note, COUNTY, county.privateKey, time), /no time/);
});

test('sixteen strange signatures, as long as post-quantum ones, do not hide the one that counts', () => {
  const strange = Array.from(
    { length: 16 },
    (_, i) => `— witness.example.com/w${i} ${Buffer.alloc(4 + 8 + 2420, i + 1).toString('base64')}\n`,
  );
  assert.is(openCheckpoint(note + strange.join(''), log.verifier)?.size, 0);
});

test.run();
