import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { LedgerEvent } from '../../domain/index.ts';
import { KioskScreen } from '../support/kiosk-screen.ts';
import { type RunningKiosk, runKiosk } from '../support/running-kiosk.ts';
import { driveStaffVisit } from '../support/staff-visit.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { kioskCommand, soundEntries } from './visit-evidence.ts';

/** A disk of its own that can be filled. Only root may mount one. */
const home = join(temporaryFolder(), 'home');
mkdirSync(home);
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', home]);
process.prependListener('exit', () => void execFileSync('umount', ['-l', home]));

let kiosk: RunningKiosk;

const events = async (): Promise<LedgerEvent[]> => (await soundEntries(kiosk)).map(({ data }) => data);

async function eventually(
  found: (logged: readonly LedgerEvent[]) => boolean,
): Promise<readonly LedgerEvent[]> {
  for (const end = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 1000))) {
    const logged = await events();
    if (found(logged)) return logged;
    if (Date.now() > end) throw new Error(`not logged; the last: ${logged.at(-1)?.event}`);
  }
}

test.before(async () => {
  kiosk = await runKiosk(undefined, home);
});

test.after(async () => {
  await kiosk.stop();
});

test('a visit by the staff check tells the refusal of the camera and the judgement, beside its outcome', async () => {
  await driveStaffVisit(kiosk, 'p001');
  const logged = await events();
  const outcome = logged.find((data) => data.event === 'visit-outcome');
  const visit = outcome?.event === 'visit-outcome' ? outcome.visit : 'none';
  assert.equal(
    logged.find((data) => data.event === 'consent'),
    { event: 'consent', visit, to: 'face', given: false, textVersion: '2026-1' },
  );
  const judged = logged.find((data) => data.event === 'staff-judged');
  assert.equal(judged, {
    event: 'staff-judged',
    visit,
    operator: '001',
    judgement: 'same',
    reason: 'declined-face',
  });
  assert.is(logged[1]?.event, 'settings-changed', 'the settings of the first start');
});

test('a roster that the command refused is told between two visits', async () => {
  const file = join(home, 'broken.roster');
  writeFileSync(file, 'no roster');
  const refused = await kioskCommand(kiosk, 'roster', 'import', file).catch((error: unknown) =>
    String(error),
  );
  const code = /E-ROSTER-\d{3}/.exec(refused)?.[0];
  assert.ok(code, refused);
  const logged = await eventually((data) => data.some(({ event }) => event === 'roster-rejected'));
  assert.equal(
    logged.filter(({ event }) => event === 'roster-rejected'),
    [{ event: 'roster-rejected', code }],
  );
});

test('a disk with less than the reserve free takes the kiosk out of service, and room brings it back', async () => {
  const screen = await KioskScreen.open(kiosk.url);
  try {
    await screen.until((show) => show.screen === 'idle');
    const filling = join(home, 'filling');
    execFileSync('fallocate', ['-l', '250M', filling]);
    const out = await screen.until((show) => show.screen === 'out-of-service');
    assert.equal(out.show, { screen: 'out-of-service', props: { code: 'E-LEDGER-025' } });
    rmSync(filling);
    await screen.until((show) => show.screen === 'idle');
  } finally {
    screen.close();
  }
});

test('a stop is the last entry, and a start with other settings names them', async () => {
  await kiosk.stop();
  assert.equal((await events()).at(-1), { event: 'device-stopped' });
  await kioskCommand(kiosk, 'config', 'set', 'face.trySeconds', '20');
  kiosk = await runKiosk(undefined, home);
  await kiosk.stop();
  const logged = await events();
  const started = logged.map(({ event }) => event).lastIndexOf('device-started');
  const changed = logged[started + 1];
  assert.equal(changed?.event === 'settings-changed' ? changed.keys : changed, ['face.trySeconds']);
});

test.run();
