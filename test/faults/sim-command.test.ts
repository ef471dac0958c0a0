import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { packageFolder } from '../../config/index.ts';
import { tellSimulatedHardware } from '../../device-daemon/bridge-link/index.ts';
import { eventually } from '../support/eventually.ts';
import { type TestReader, testReader } from '../support/simulated-reader.ts';

const SETTINGS = {
  version: 1,
  device: { id: 'kiosk-test', station: '演练站', phone: '', method: 'station' },
  panel: { pixelsPerMm: 4, language: 'zh-CN' },
  reader: { profile: 'pcsc-paged', nameMatch: '' },
  photoDecoder: 'specimen',
  printer: { profile: 'escpos-80', host: '127.0.0.1', port: 1 },
  face: { bands: null, trySeconds: 20 },
  patience: { askAfter: 30, answerWithin: 10, extensions: 3, cardBackWithin: 10, doneStays: 5 },
  operators: [],
};
const CARD = {
  type: 'resident',
  name: '张样张',
  sex: 'male',
  ethnic: '汉',
  birth: '1954-08-01',
  idNumber: '990000195408010034',
  validFrom: '2016-05-20',
  validTo: '长期',
  photo: 'face.png',
};

let reader: TestReader;
test.before(async () => {
  reader = await testReader();
  writeFileSync(join(reader.dataFolder, 'settings.json'), JSON.stringify(SETTINGS));
  // As a running kiosk does.
  tellSimulatedHardware(reader.dataFolder, { pcscSocket: reader.env.PCSCLITE_CSOCK_NAME, printerPort: 1 });
});
test.after(() => reader.stop());

/** Runs `kiosk …` beside the simulated reader, as a person at a terminal would. */
function kiosk(...args: string[]): { code: number | null; said: string } {
  const program = join(packageFolder(), 'bin', 'kiosk.js');
  const run = spawnSync(process.execPath, [program, ...args], {
    env: { ...process.env, KIOSK_DATA: reader.dataFolder },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { code: run.status, said: run.stdout + run.stderr };
}

test('sim insert lays CARD.json with the photo beside it on the reader; card read shows it masked', async () => {
  const file = join(reader.dataFolder, 'card.json');
  writeFileSync(file, JSON.stringify(CARD));
  writeFileSync(join(reader.dataFolder, 'face.png'), createCanvas(102, 126).toBuffer('image/png'));
  assert.equal(kiosk('sim', 'insert', file), { code: 0, said: `on the reader: ${file}\n` });
  assert.is((await reader.ask({ cmd: 'state' })).card, 'id-card');
  const read = kiosk('card', 'read');
  assert.is(read.code, 0, read.said);
  assert.match(read.said, /张×张/);
  assert.match(read.said, /9900\*{10}0034/);
  assert.match(read.said, /102 x 126/);
  assert.not.match(read.said, /张样张|19540801|1954-08/);
});

test('sim remove, a made-up person, reader gone and back', async () => {
  assert.equal(kiosk('sim', 'remove'), { code: 0, said: 'on the reader: nothing\n' });
  assert.is((await reader.ask({ cmd: 'state' })).card, 'none');
  assert.is(kiosk('sim', 'insert', 'p007').code, 0);
  assert.equal(kiosk('sim', 'reader', 'gone'), { code: 0, said: 'reader: gone\n' });
  assert.is((await reader.ask({ cmd: 'state' })).reader, 'gone');
  assert.match(kiosk('card', 'read').said, /^E-CARD-012 The reader[\s\S]*To do: Check the cable/);
  assert.is(kiosk('sim', 'reader', 'back').code, 0);
  await eventually('the reader', async () => (await reader.ask({ cmd: 'state' })).reader === 'ready');
  assert.match(kiosk('card', 'read').said, /杨×珍/);
});

test('sim insert lays on a card that is no identity card; card read says what it is', async () => {
  assert.equal(kiosk('sim', 'insert', 'transport-card'), {
    code: 0,
    said: 'on the reader: transport-card\n',
  });
  assert.is((await reader.ask({ cmd: 'state' })).card, 'transport-card');
  assert.match(kiosk('card', 'read').said, /E-CARD-022/);
});

test('what cannot be done is said in a sentence, with an exit code', () => {
  writeFileSync(join(reader.dataFolder, 'wrong.json'), JSON.stringify({ ...CARD, birth: 'yesterday' }));
  const refused: readonly (readonly [string[], RegExp])[] = [
    [['sim', 'insert', 'p999'], /no made-up person/],
    [['sim', 'insert', join(reader.dataFolder, 'absent.json')], /no such file; made-up people/],
    [['sim', 'insert', join(reader.dataFolder, 'wrong.json')], /birth/],
    [['sim', 'reader', 'broken'], /gone and back/],
    [['sim', 'board', 'near', '3'], /key 1 to key 4/],
    [['sim', 'printer', 'on-fire'], /paper-out/],
    [['sim', 'printer', 'ok'], /no kiosk with simulated hardware/],
  ];
  for (const [args, why] of refused) {
    const run = kiosk(...args);
    assert.is(run.code, 1, args.join(' '));
    assert.match(run.said, why);
    assert.not.match(run.said, / at .*:\d+:\d+/, 'no stack is shown');
  }
});

test.run();
