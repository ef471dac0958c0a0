import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cardLike } from '../bench/card-like.ts';
import { readDataset } from '../bench/face-dataset.ts';
import { foldAccuracy, Scores } from '../bench/face-rates.ts';
import { portrait } from '../fixtures/face/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('rates of a small set that can be counted by hand', () => {
  const scores = new Scores();
  for (let i = 0; i < 100; i++) scores.add(false, i / 1000);
  for (const score of [0.05, 0.0955, 0.5, 0.6]) scores.add(true, score);
  const threshold = scores.thresholdAt(0.1);
  assert.ok(threshold > 0.089 && threshold <= 0.09, `${threshold}`);
  assert.is(scores.acceptedAt(threshold), 0.75);
  assert.ok(scores.thresholdAt(0.01) > 0.098 && scores.thresholdAt(0.01) <= 0.099);
  assert.is(scores.acceptedAt(scores.thresholdAt(0.01)), 0.5);
  assert.ok(Math.abs(scores.equalErrorRate() - 0.25) < 0.06, `${scores.equalErrorRate()}`);
});

test('a fold is judged with the threshold of the others', () => {
  const fold = (number: number, same: number, other: number) => [
    { fold: number, same: true, score: same },
    { fold: number, same: false, score: other },
  ];
  assert.is(foldAccuracy([...fold(1, 0.6, 0.2), ...fold(2, 0.6, 0.2), ...fold(3, 0.6, 0.2)]).mean, 1);
  // The third fold's pairs lie the wrong way round: none of its answers is right, and its own scores can't help it.
  const turned = foldAccuracy([...fold(1, 0.6, 0.2), ...fold(2, 0.6, 0.2), ...fold(3, 0.2, 0.6)]);
  assert.ok(Math.abs(turned.mean - 2 / 3) < 1e-9);
});

test('both formats of a list of pairs name the same pairs', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'Ann_A'));
  writeFileSync(
    join(folder, 'pairs.txt'),
    '2\t1\nAnn_A\t1\t4\nAnn_A\t2\tBo_B\t1\nBo_B\t1\t2\nBo_B\t2\tAnn_A\t1\n',
  );
  writeFileSync(
    join(folder, 'pairs.csv'),
    [
      '1,1,Ann_A/Ann_A_0001.jpg,Ann_A/Ann_A_0004.jpg',
      '1,0,Ann_A/Ann_A_0002.jpg,Bo_B/Bo_B_0001.jpg',
      '2,1,Bo_B/Bo_B_0001.jpg,Bo_B/Bo_B_0002.jpg',
      '2,0,Bo_B/Bo_B_0002.jpg,Ann_A/Ann_A_0001.jpg',
    ].join('\n'),
  );
  const set = readDataset(folder);
  assert.equal(readDataset(folder, join(folder, 'pairs.txt')), set);
  assert.equal(
    set.pairs.map((pair) => [pair.fold, pair.same]),
    [
      [1, true],
      [1, false],
      [2, true],
      [2, false],
    ],
  );
  assert.equal([...new Set(set.people)], ['Ann_A', 'Bo_B']);
  writeFileSync(join(folder, 'pairs.csv'), '1,1,a,b\n');
  assert.throws(() => readDataset(folder), /line 1/);
});

test('a card-like picture is 102 x 126 and fits the chip', async () => {
  const canvas = createCanvas(250, 250);
  const { width, height, pixels } = await portrait('clara');
  const part = createCanvas(width, height);
  const data = part.getContext('2d').createImageData(width, height);
  data.data.set(pixels);
  part.getContext('2d').putImageData(data, 0, 0);
  canvas.getContext('2d').drawImage(part, 0, 0, 250, 250);
  const { data: square } = canvas.getContext('2d').getImageData(0, 0, 250, 250);
  const bytes = await cardLike({
    width: 250,
    height: 250,
    channels: 4,
    pixels: new Uint8Array(square.buffer),
  });
  assert.ok(bytes.length > 700 && bytes.length <= 1024, `${bytes.length} bytes`);
  const image = await loadImage(bytes);
  assert.equal([image.width, image.height], [102, 126]);
});

test.run();
