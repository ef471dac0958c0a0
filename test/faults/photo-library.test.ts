import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { z } from 'zod';
import { PhotoLibrary } from '../../config/index.ts';
import type { DecodedPhoto } from '../../domain/index.ts';
import { VendorLibraryDecoder } from '../../firmware-bridge/card/photo/index.ts';
import { buildLibrary, wltBlock } from '../fixtures/photo/index.ts';
import { must } from '../support/county-fixture.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();
/** Room for a machine that does much else. */
const TIMEOUT_MS = 5000;

type Change = Partial<z.input<typeof PhotoLibrary>>;
const settings = (path: string, change: Change = {}): PhotoLibrary =>
  PhotoLibrary.parse({ path, abi: 'unpack', code: 602, timeoutMs: TIMEOUT_MS, ...change });

async function codeOf(path: string, change: Change = {}): Promise<string> {
  const decoder = new VendorLibraryDecoder(settings(path, change));
  const photo = await decoder.decode(wltBlock(200));
  return photo.ok ? 'decoded' : `${photo.error.code} ${photo.error.detail}`;
}

function assertPicture(photo: DecodedPhoto, red: number): void {
  assert.equal([photo.width, photo.height, photo.pixels.length], [102, 126, 102 * 126 * 3]);
  for (const [x, y] of [
    [0, 0],
    [101, 0],
    [40, 63],
    [101, 125],
  ] as const) {
    const at = (y * 102 + x) * 3;
    assert.equal([...photo.pixels.subarray(at, at + 3)], [red, y, x], `pixel ${x}, ${y}`);
  }
}

const parameters = join(folder, 'parameters.dat');
const numbers = new Int32Array(480);
numbers[479] = 480;
writeFileSync(parameters, new Uint8Array(numbers.buffer));

const FORMS: readonly [form: string, change: Change][] = [
  ['unpack', {}],
  ['mangled', { symbol: '_Z6unpackPcS_i', code: 752, flipRows: true, swapRedBlue: true }],
  ['Unpack', { abi: 'Unpack' }],
  ['_Unpack', { abi: '_Unpack' }],
  ['WltToBmp', { abi: 'WltToBmp' }],
  ['cv', { abi: 'cv', module: '0501-20110511-0123456789', licence: join(folder, 'licence'), parameters }],
];

for (const [form, change] of FORMS)
  test(`a library of the form ${form} is found ready, and decodes photo after photo`, async () => {
    const decoder = new VendorLibraryDecoder(settings(buildLibrary(folder, form), change));
    must(await decoder.ready());
    for (const red of [17, 230]) {
      decoder.prepare();
      assertPicture(must(await decoder.decode(wltBlock(red))), red);
    }
  });

/** What goes wrong, and the code that the technician finds. */
const WAYS: readonly [form: string, way: string, code: RegExp, change?: Change][] = [
  ['unpack', 'CRASH', /^E-CARD-018 the process ended/],
  ['unpack', 'ABORT', /^E-CARD-018 the process ended/],
  ['unpack', 'EXIT', /^E-CARD-018 the process ended/],
  ['unpack', 'HANG', /^E-CARD-018 no answer in/, { timeoutMs: 700 }],
  ['unpack', 'SPIN', /^E-CARD-018 no answer in/, { timeoutMs: 700 }],
  ['unpack', 'OVERRUN', /^E-CARD-018 the library wrote past its buffer/],
  ['unpack', 'UNDERRUN', /^E-CARD-018 the library wrote past its buffer/],
  ['unpack', 'RUBBISH', /^E-CARD-018 something that is no message/],
  ['unpack', 'QUOTES', /^E-CARD-018 a message out of turn$/],
  ['unpack', 'GREEDY', /^E-CARD-018 the process ended/],
  ['unpack', 'REFUSE', /^E-CARD-014 .*answer 0/],
  ['unpack', 'SILENT', /^E-CARD-014 .*output not written/],
  ['unpack', 'RIGHT', /^E-CARD-014 .*answer 0/, { code: 603 }],
  ['unpack', 'RIGHT', /^E-CARD-017 .*no_such_function/, { symbol: 'no_such_function' }],
  ['Unpack', 'LYING_BMP', /^E-CARD-014 BMP: size/, { abi: 'Unpack' }],
  ['Unpack', 'REFUSE', /^E-CARD-014 .*length 0/, { abi: 'Unpack' }],
  ['WltToBmp', 'REFUSE', /^E-CARD-014 .*answer 0/, { abi: 'WltToBmp' }],
  ['cv', 'RIGHT', /^E-CARD-017 .*CV_InitializeEx answered 2/, { abi: 'cv', module: 'another' }],
];

for (const [form, way, code, change] of WAYS)
  test(`${form} ${way}: ${code.source}`, async () => {
    assert.match(await codeOf(buildLibrary(folder, form, way), change), code);
  });

test('a file that is no library, and one that there is not', async () => {
  const text = join(folder, 'libtext.so');
  writeFileSync(text, 'not a library');
  assert.match(await codeOf(text), /^E-CARD-017 .*libtext\.so/);
  assert.match(await codeOf(join(folder, 'none.so')), /^E-CARD-017 .*none\.so/);
  assert.match(await codeOf('/no/such/folder/lib.so'), /^E-CARD-017 .*no such file/);
  const ready = await new VendorLibraryDecoder(settings(text)).ready();
  assert.is(ready.ok ? '' : ready.error.code, 'E-CARD-017');
});

test('a block that is no WLT never reaches the library', async () => {
  const decoder = new VendorLibraryDecoder(settings(buildLibrary(folder, 'unpack', 'CRASH')));
  for (const block of [new Uint8Array(1024), wltBlock(1).subarray(0, 1023), Buffer.from('BM')]) {
    const photo = await decoder.decode(block);
    assert.is(photo.ok ? '' : photo.error.code, 'E-CARD-013');
  }
});

test('the process has no environment of ours, no core dump, no file to write, and no endless memory or processor', async () => {
  process.env.SECRET_OF_THE_BRIDGE = 'x';
  const photo = must(
    await new VendorLibraryDecoder(settings(buildLibrary(folder, 'unpack', 'LOOK'))).decode(wltBlock(1)),
  );
  const said = Buffer.from(photo.pixels).toString('latin1').split('\0')[0] ?? '';
  assert.match(said, /^dumpable=0 data=1073741824 cpu=30 file=0 wrote=-1 File too large env=/);
  const names = said.split('env=')[1]?.trim().split(' ') ?? [];
  assert.equal(
    names.filter((name) => !/^(MALLOC_PERTURB_|GLIBC_TUNABLES|LD_LIBRARY_PATH)$/.test(name)),
    [],
  );
});

test('a program that the library started ends with its process', async () => {
  const photo = must(
    await new VendorLibraryDecoder(settings(buildLibrary(folder, 'unpack', 'STARTS'))).decode(wltBlock(1)),
  );
  const started = Buffer.from(photo.pixels).readInt32LE();
  assert.ok(started > 1);
  await eventually('its end', () => {
    try {
      return /^State:\s+Z/m.test(readFileSync(`/proc/${started}/status`, 'utf8'));
    } catch {
      return true;
    }
  });
});

test('after failures in a row the library is left alone for a while, and is tried again then', async () => {
  let now = 0;
  const path = buildLibrary(folder, 'unpack', 'EXIT');
  const decoder = new VendorLibraryDecoder(settings(path), () => now);
  const detail = async (): Promise<string> => {
    const photo = await decoder.decode(wltBlock(3));
    return photo.ok ? 'decoded' : (photo.error.detail ?? '');
  };
  assert.match(await detail(), /the process ended/);
  assert.match(await detail(), /the process ended/);
  assert.match(await detail(), /paused after 2 failures/);
  now += 1000;
  assert.match(await detail(), /the process ended/);
  now += 9000;
  assert.match(await detail(), /paused after 3 failures/);
  // The technician puts a right library in its place.
  copyFileSync(buildLibrary(folder, 'unpack'), path);
  now += 1000;
  assertPicture(must(await decoder.decode(wltBlock(3))), 3);
  assertPicture(must(await decoder.decode(wltBlock(4))), 4);
});

test.run();
