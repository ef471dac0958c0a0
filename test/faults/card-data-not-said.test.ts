import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { buildLibrary } from '../fixtures/photo/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A card with marks that occur nowhere else. */
const CARD = {
  type: 'resident',
  name: '栽种㐂㐂',
  sex: 'male',
  ethnic: '汉',
  birth: '1954-08-01',
  address: '栽种路七七七号',
  idNumber: '990000195408017770',
  issuer: '栽种县公安局',
  validFrom: '2016-05-20',
  validTo: '长期',
};
const MARKS = ['栽种', '㐂㐂', '990000195408017770', '1954-08-01', '19540801'];
const ENCODINGS = ['utf8', 'utf16le', 'hex', 'base64'] as const;

/** The marks as they could stand in an output: plain, as the card stores them, in hex, in base64. */
function planted(bytes: Buffer): string[] {
  const found: string[] = [];
  for (const mark of MARKS)
    for (const encoding of ENCODINGS) {
      const [text, wide] = [Buffer.from(mark, 'utf8'), Buffer.from(mark, 'utf16le')];
      const forms =
        encoding === 'utf8'
          ? [text]
          : encoding === 'utf16le'
            ? [wide]
            : [text, wide].map((form) =>
                Buffer.from(form.toString(encoding).replace(/=+$/, '').slice(0, -1)),
              );
      if (forms.some((form) => bytes.includes(form))) found.push(`${mark} (${encoding})`);
    }
  return found;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test('the search finds what is planted', () => {
  assert.equal(planted(Buffer.from('nothing here')), []);
  assert.ok(planted(Buffer.from(`x${CARD.idNumber}y`)).length > 0);
  assert.ok(planted(Buffer.from(CARD.name, 'utf16le')).length > 0);
  assert.ok(planted(Buffer.from(Buffer.from(CARD.idNumber).toString('hex'))).length > 0);
});

test('reading a card, well and badly, leaves nothing of it in outputs or the data folder', async () => {
  const dataFolder = temporaryFolder();
  const libraryFolder = temporaryFolder();
  const libraries = ['TALK', 'CRASH', 'RUBBISH'].map((way) => buildLibrary(libraryFolder, 'unpack', way));
  const visitor = new URL('../support/card-visitor.js', import.meta.url).pathname;
  const child = spawn(process.execPath, [visitor, dataFolder, ...libraries], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Everything that the libraries could be made to say.
    env: { ...process.env, PCSCLITE_DEBUG: '0', NODE_DEBUG: 'child_process,net' },
  });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  child.stdin.end(JSON.stringify(CARD));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const output = Buffer.concat(said);
  assert.is(code, 0, output.toString());
  assert.match(output.toString(), /reads: ok E-CARD-002 E-CARD-016/);
  assert.match(output.toString(), /photo: decoded.*photo: E-CARD-018.*photo: E-CARD-018/s);
  assert.not.match(output.toString(), /SAID-BY-THE-LIBRARY/);
  assert.equal(planted(output), []);
  for (const file of filesUnder(dataFolder)) assert.equal(planted(readFileSync(file)), [], file);
  for (const file of filesUnder(libraryFolder).filter((one) => !libraries.includes(one)))
    assert.is(readFileSync(file).length, 0, `${file}, written by a library`);
});

test.run();
