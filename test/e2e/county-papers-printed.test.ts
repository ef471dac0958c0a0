import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { printPdf } from '../../county-desk/reports/index.ts';
import { runAt, testDesk } from '../support/county-desk.ts';
import { codeOf } from '../support/county-fixture.ts';
import { playSeason } from '../support/county-season.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
const leftOvers = () => readdirSync(tmpdir()).filter((name) => name.startsWith('youfu-print-'));

test('the notice and a list are printed on A4 by Chromium, in Song type, and leave nothing behind', async () => {
  const before = leftOvers();
  const desk = await testDesk(60);
  await playSeason(desk);
  desk.setNow('2026-12-04T09:00:00.000Z');
  const out = join(temporaryFolder(), 'papers');
  for (const command of [
    ['report', 'friday'],
    ['list', 'home-visits'],
  ]) {
    const ran = await runAt(desk, ...command, '--out', out, '--format', 'pdf', '--officer', 'zhao');
    assert.is(ran.code, 0, ran.error);
  }
  const [notice, list] = ['friday', 'list-home-visits'].map((start) =>
    readFileSync(join(out, readdirSync(out).find((name) => name.startsWith(start)) ?? '')),
  );
  assert.is(pagesOf(notice ?? Buffer.alloc(0)), 2);
  assert.ok(pagesOf(list ?? Buffer.alloc(0)) >= 2);
  const text = notice?.toString('latin1') ?? '';
  assert.match(text, /NotoSerifCJK/);
  // A4 in points, upright.
  assert.match(text, /\/MediaBox \[0 0 59[45]\.?\d* 84[12]\.?\d*\]/);
  assert.equal(leftOvers(), before);
  await desk.close();
});

test('without Chromium, or with one that fails, there is a code and no paper', async () => {
  assert.is(codeOf(await printPdf('<p>x', '/nowhere/chromium')), 'E-COUNTY-105');
  assert.is(codeOf(await printPdf('<p>x', '/bin/false')), 'E-COUNTY-105');
  assert.is(codeOf(await printPdf('<p>x', '/bin/true')), 'E-COUNTY-105');
});

test.run();
