import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { modelsFolder, packageFolder } from '../../config/index.ts';
import { EmbeddingCache } from '../../device-daemon/cli/embedding-cache.ts';
import { pairOf } from '../../device-daemon/cli/pairs-line.ts';
import { scorePairs } from '../../device-daemon/cli/score-pairs.ts';
import {
  EMBEDDING_LENGTH,
  FaceReader,
  likeness,
  MESH_NUMBERS,
  SecretMemory,
} from '../../device-daemon/face/index.ts';
import { cardPhotoOf, cardPhotoPicture, portrait, writePicture } from '../fixtures/face/index.ts';
import { must } from '../support/county-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = mkdtempSync(join(temporaryFolder(), 'pairs'));
const at = (name: string): string => join(folder, name);
const card = await cardPhotoOf('annaOnCard', at('card.png'));
await writePicture(at('anna, live.png'), await portrait('anna'));
await writePicture(at('berta.png'), await portrait('berta'));
writeFileSync(at('wall.png'), createCanvas(90, 90).toBuffer('image/png'));
writeFileSync(at('broken.jpg'), 'this is no picture');

/** The scores of a pairs file with these lines, and the lines it complained of. */
async function scoresOf(
  lines: readonly string[],
  end = '\n',
): Promise<{ scores: number[]; broken: string[] }> {
  writeFileSync(at('pairs.csv'), lines.join(end));
  const [scores, broken]: [number[], string[]] = [[], []];
  const count = await scorePairs(at('pairs.csv'), {
    score: (line) => void scores.push(Number(line)),
    broken: (error) => void broken.push(`${error.code} ${error.detail}`),
  });
  assert.is(must(count), broken.length);
  return { scores, broken };
}

test('a pairs file is scored line by line in order, whatever stands in it', async () => {
  const { scores, broken } = await scoresOf(
    [
      `${card},"${at('anna, live.png')}"`,
      `${card},${at('berta.png')}`,
      `${card},${at('wall.png')}`,
      `${at('broken.jpg')},${at('berta.png')}`,
      `${at('nowhere.png')},${folder}`,
      'no comma at all',
      '',
      `${card},"${at('anna, live.png')}"`,
      `${card},a,b`,
    ],
    '\r\n',
  );
  assert.equal(broken, ['E-FACE-017 line 6', 'E-FACE-017 line 9']);
  const [same = 0, other = 1, ...rest] = scores;
  assert.ok(same > 0.5 && other < 0.35, `same ${same}, other ${other}`);
  assert.equal(rest, [-1, -1, -1, -1, same, -1]);
});

test('a score is that of the comparison of card and live face', async () => {
  const memory = new SecretMemory();
  const reader = await FaceReader.load(modelsFolder(), memory);
  const points = memory.floats(MESH_NUMBERS);
  const [one, other] = [memory.floats(EMBEDDING_LENGTH), memory.floats(EMBEDDING_LENGTH)];
  assert.ok(await reader.embedCard(await cardPhotoPicture('annaOnCard'), points, one));
  assert.ok(await reader.embedLive(await portrait('berta'), points, other));
  const { scores } = await scoresOf([`${card},${at('berta.png')}`]);
  assert.ok(Math.abs(likeness(one, other) - (scores[0] ?? 1)) < 1e-4);
});

test('the command prints the scores, names broken lines, ends with 1 for them, and leaves no file', () => {
  writeFileSync(at('pairs.csv'), `${card},${at('berta.png')}\nbroken\n${card},${at('berta.png')}\n`);
  const before = readdirSync(folder);
  const run = (...args: string[]): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, [join(packageFolder(), 'bin', 'kiosk.js'), 'face', 'score', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
  const ran = run('pairs.csv');
  const [first, second, third] = String(ran.stdout).split('\n');
  assert.is(second, '-1');
  assert.is(third, first);
  assert.match(String(ran.stderr), 'E-FACE-017 line 2');
  assert.is(ran.status, 1);
  writeFileSync(at('pairs.csv'), `${card},${at('berta.png')}\n`);
  assert.is(run('pairs.csv').status, 0);
  const missing = run('nothing.csv');
  assert.match(String(missing.stderr), 'E-FACE-018');
  assert.is(missing.status, 1);
  assert.equal(readdirSync(folder), before);
});

test('lines of CSV: quotes and commas in paths, spaces around them', () => {
  assert.equal(pairOf('a.jpg,b.jpg'), { card: 'a.jpg', live: 'b.jpg' });
  assert.equal(pairOf(' a b.jpg , "c,""d"".jpg" '), { card: 'a b.jpg', live: 'c,"d".jpg' });
  for (const broken of ['a', 'a,', ',b', 'a,b,c', '"a,b', 'a"b,c', '"a"b,c', 'a,b\0'])
    assert.is(pairOf(broken), undefined, broken);
});

test('a full cache gives the place of the oldest, and forgets with its memory', () => {
  const memory = new SecretMemory();
  const cache = new EmbeddingCache(memory, 2);
  const filled = (value: number): Float32Array => new Float32Array(EMBEDDING_LENGTH).fill(value);
  cache.keep('a', filled(1));
  cache.keep('b', filled(2));
  cache.keepNone('n');
  cache.keep('c', filled(3));
  assert.is(cache.get('a'), undefined);
  assert.equal(cache.get('b'), filled(2));
  assert.equal(cache.get('c'), filled(3));
  assert.is(cache.get('n'), 'none');
  memory.wipe();
  assert.is(memory.notWiped(), 0);
});

test.run();
