import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { packageFolder } from '../../config/index.ts';
import { draw, frameDigest, frameText, makeFrame } from '../../county-desk/spot-check/index.ts';
import { CAMPAIGN, digestOf, facts, visit } from '../support/county-facts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The script that docs/county.md prints for whoever redoes a draw. */
function scriptOfTheDocs(): string {
  const text = readFileSync(join(packageFolder(), 'docs', 'county.md'), 'utf8');
  const script = /```sh\n# redo-draw\n([\s\S]*?)```/.exec(text)?.[1];
  if (script === undefined) throw new Error('docs/county.md has no script to redo a draw');
  return script;
}

for (const [seed, size] of [
  ['3 5 1 6 2 2', 12],
  ['2021-12-20 上证指数 3593.60', 25],
  ['x', 400],
] as const)
  test(`the draw of ${size} with seed ${seed}, redone with coreutils alone as the docs tell, takes the same people`, async () => {
    const people = Array.from({ length: 90 }, (_, n) =>
      facts({
        person: digestOf(n),
        roster: {
          township: ['青山乡', '白河镇', '红旗镇'][n % 3] ?? '',
          born: n % 4 === 0 ? '1935-01-01' : '1960-01-01',
        },
        visits: [
          visit({
            means: n % 5 === 0 ? 'staff' : 'face',
            outcome: n % 5 === 0 ? 'CONFIRMED_STAFF' : 'CONFIRMED_FACE',
          }),
        ],
      }),
    );
    const frame = await makeFrame(people, CAMPAIGN, '2021-12-20T08:00:00.000Z', ['age', 'township'], 3);
    const drawn = draw(frame, seed, size).flatMap((stratum) => stratum.drawn);
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'frame.txt'), frameText(frame));
    const done = spawnSync('sh', ['-c', scriptOfTheDocs()], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin', SEED: seed, SIZE: String(size), LC_ALL: 'C' },
    });
    assert.is(done.stderr, '');
    const [digest, ...persons] = done.stdout.trim().split('\n');
    assert.is(digest, frameDigest(frame));
    assert.equal(persons, drawn);
  });

test.run();
