import { execFileSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  EMPTY_ROOT,
  openCheckpoint,
  openNoteWith,
  parseSm2Key,
  parseVerifierKey,
  type Sm2PrivateKey,
  signCheckpoint,
  sm2KeyOf,
  sm2KeyText,
  sm2Sign,
  sm2Signer,
  sm2Verify,
  verifierKeyText,
} from '../../domain/tlog/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
const path = (name: string): string => join(folder, name);
const openssl = (...args: string[]): string =>
  execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const DISTINGUISHER = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'];

/** A key that OpenSSL made, in its own files and as ours. */
function keyOfOpenssl(name: string): Sm2PrivateKey {
  openssl('genpkey', '-algorithm', 'SM2', '-out', `${name}.pem`);
  openssl('pkey', '-in', `${name}.pem`, '-pubout', '-out', `${name}.pub`);
  const key = sm2KeyOf(createPrivateKey(readFileSync(path(`${name}.pem`))));
  if (key === undefined) throw new Error('the key must be an SM2 key');
  return key;
}

/** r and s as OpenSSL writes them: SEQUENCE of two INTEGERs. */
function derOf(signature: Buffer): Buffer {
  const integer = (bytes: Buffer): Buffer => {
    let start = 0;
    while (start < bytes.length - 1 && bytes[start] === 0) start++;
    const short = bytes.subarray(start);
    const positive = (short[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), short]) : short;
    return Buffer.concat([Buffer.of(0x02, positive.length), positive]);
  };
  const both = Buffer.concat([integer(signature.subarray(0, 32)), integer(signature.subarray(32))]);
  return Buffer.concat([Buffer.of(0x30, both.length), both]);
}

function rawOf(der: Buffer): Buffer {
  const numbers: Buffer[] = [];
  for (let at = 2; at < der.length; at += 2 + (der[at + 1] ?? 0))
    numbers.push(der.subarray(at + 2, at + 2 + (der[at + 1] ?? 0)));
  return Buffer.concat(numbers.map((number) => Buffer.concat([Buffer.alloc(32), number]).subarray(-32)));
}

function opensslVerifies(name: string, message: Buffer, signature: Buffer): boolean {
  writeFileSync(path('message'), message);
  writeFileSync(path('signature'), derOf(signature));
  try {
    openssl(
      'pkeyutl',
      '-verify',
      '-in',
      'message',
      '-pubin',
      '-inkey',
      `${name}.pub`,
      '-sigfile',
      'signature',
      ...DISTINGUISHER,
    );
    return true;
  } catch {
    return false;
  }
}

test('OpenSSL verifies what is signed here', () => {
  const key = keyOfOpenssl('ours');
  for (const text of ['', 'a', 'x'.repeat(1000), '年度确认']) {
    const message = Buffer.from(text || '\n');
    const signature = sm2Sign(message, key);
    assert.ok(opensslVerifies('ours', message, signature), `${message.length} bytes`);
    assert.not.ok(opensslVerifies('ours', Buffer.concat([message, Buffer.of(0)]), signature));
  }
});

test('what OpenSSL signs is verified here, and with any part changed it is not', () => {
  const key = keyOfOpenssl('theirs');
  const message = Buffer.from('kiosk-990000-01\n7\nhash\n');
  writeFileSync(path('message'), message);
  openssl(
    'pkeyutl',
    '-sign',
    '-in',
    'message',
    '-inkey',
    'theirs.pem',
    '-out',
    'signature',
    ...DISTINGUISHER,
  );
  const signature = rawOf(readFileSync(path('signature')));
  assert.ok(sm2Verify(message, signature, key.publicKey));
  for (let at = 0; at < 64; at += 7) {
    const wrong = Buffer.from(signature);
    wrong[at] = (wrong[at] ?? 0) ^ 1;
    assert.not.ok(sm2Verify(message, wrong, key.publicKey), `byte ${at}`);
  }
  assert.not.ok(sm2Verify(Buffer.from('other'), signature, key.publicKey));
  assert.not.ok(sm2Verify(message, signature, keyOfOpenssl('third').publicKey));
  assert.not.ok(sm2Verify(message, signature.subarray(1), key.publicKey));
  const offCurve = Buffer.from(key.publicKey);
  offCurve[64] = (offCurve[64] ?? 0) ^ 1;
  assert.not.ok(sm2Verify(message, signature, offCurve));
  assert.not.ok(sm2Verify(message, Buffer.alloc(64), key.publicKey), 'r and s of 0');
  assert.not.ok(sm2Verify(message, Buffer.alloc(64, 0xff), key.publicKey), 'r and s beyond the order');
});

test('the example of GB/T 32918.5 verifies', () => {
  const publicKey = Buffer.from(
    `04${'09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020'}${'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13'}`,
    'hex',
  );
  const signature = Buffer.from(
    `${'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3'}${'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa'}`,
    'hex',
  );
  assert.ok(sm2Verify(Buffer.from('message digest'), signature, publicKey));
});

test('a checkpoint carries both signatures, and each opens it alone', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const origin = 'kiosk-990000-01';
  const key = keyOfOpenssl('log');
  const note = signCheckpoint({ origin, size: 0, root: EMPTY_ROOT }, privateKey, [sm2Signer(origin, key)]);
  const ed25519 = parseVerifierKey(verifierKeyText(origin, privateKey));
  const sm2 = parseSm2Key(sm2KeyText(origin, key.publicKey));
  if (ed25519 === undefined || sm2 === undefined) throw new Error('the keys must parse');
  assert.is(openCheckpoint(note, ed25519)?.size, 0);
  assert.is(openNoteWith(note, sm2), note.slice(0, note.indexOf('\n\n') + 1));
  assert.is(note.split('\n').filter((line) => line.startsWith(`— ${origin} `)).length, 2);
  const other = parseSm2Key(sm2KeyText(origin, keyOfOpenssl('other').publicKey));
  assert.is(other === undefined ? '' : openNoteWith(note, other), undefined);
  const altered = note.replace('\n0\n', '\n1\n');
  assert.is(openNoteWith(altered, sm2), undefined);
  // OpenSSL itself finds the line right.
  const line = Buffer.from(note.split('\n').at(-2)?.split(' ')[2] ?? '', 'base64');
  assert.ok(opensslVerifies('log', Buffer.from(note.slice(0, note.indexOf('\n\n') + 1)), line.subarray(4)));
});

test('a key of another kind is no SM2 key, and a key text with a changed letter is none', () => {
  assert.is(sm2KeyOf(generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey), undefined);
  assert.is(sm2KeyOf(generateKeyPairSync('ed25519').privateKey), undefined);
  const text = sm2KeyText('kiosk', keyOfOpenssl('text').publicKey);
  assert.ok(parseSm2Key(text));
  assert.is(parseSm2Key(`${text.slice(0, -3)}A==`), undefined);
  assert.is(parseSm2Key(verifierKeyText('kiosk', generateKeyPairSync('ed25519').privateKey)), undefined);
});

test.run();
