import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { madeUpPeople, packageFolder } from '../../config/index.ts';
import { cardPhotoOf } from '../fixtures/face/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const NetworkCounts = z.object({
  before: z.number().int(),
  proven: z.number().int(),
  after: z.number().int(),
  provenAgain: z.number().int(),
});

/** A network of its own, as root or in a user namespace. */
function ownNetwork(): string[] {
  const found = [['-n'], ['-n', '-r']].find(
    (options) => spawnSync('unshare', [...options, 'ip', 'link', 'set', 'lo', 'up']).status === 0,
  );
  if (found === undefined) throw new Error('this machine allows no network namespace');
  return ['unshare', ...found];
}

test('through a visit by the face no packet of browser, daemon or bridge leaves loopback', async () => {
  const [command = '', ...options] = ownNetwork();
  const folder = temporaryFolder();
  const visit = fileURLToPath(new URL('./network-visit.js', import.meta.url));
  // Made outside: this process is none of the kiosk's.
  const person = madeUpPeople().find(({ roster, about }) => roster?.status === 'active' && about === '');
  const photo = await cardPhotoOf('annaOnCard', join(folder, 'card.png'));
  const card = join(folder, 'card.json');
  writeFileSync(card, JSON.stringify({ ...person?.card, photo }));
  const { stdout } = await promisify(execFile)(
    command,
    [...options, process.execPath, '--enable-source-maps', visit, card],
    { cwd: packageFolder() },
  );
  const counts = NetworkCounts.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  // The count sees what leaves: one datagram of either version, before and after.
  assert.is(counts.proven - counts.before, 2, JSON.stringify(counts));
  assert.is(counts.provenAgain - counts.after, 2, JSON.stringify(counts));
  assert.is(counts.after - counts.proven, 0, `packets left loopback: ${JSON.stringify(counts)}`);
});

test.run();
