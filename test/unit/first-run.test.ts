import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { madeUpPeople } from '../../config/index.ts';
import { prepareFirstRun, readOperator } from '../../device-daemon/first-run/index.ts';
import { loadDeviceKeys, readTrust } from '../../device-daemon/identity/index.ts';
import { Roster } from '../../device-daemon/roster/index.ts';
import { checkPin, SettingsStore } from '../../device-daemon/settings/index.ts';

const home = mkdtempSync(join(tmpdir(), 'first-run-'));
const data = join(home, 'kiosk');
const county = join(home, 'county');
const prepare = (): Promise<void> => prepareFirstRun(data, county, () => {});
test.after(() => rmSync(home, { recursive: true }));

async function rowsInUse(): Promise<number | undefined> {
  const keys = await loadDeviceKeys(data);
  assert.ok(keys.ok);
  const roster = Roster.open({ folder: join(data, 'roster'), deviceSecret: keys.value.deviceSecret });
  assert.ok(roster.ok);
  const info = roster.value.info();
  roster.value.close();
  return info?.rows;
}

test('a new folder gets settings, keys, enrolment and a roster', async () => {
  await prepare();
  const store = await SettingsStore.open(data);
  assert.ok(store.ok);
  const operator = readOperator(data);
  const [entry] = store.value.get().operators;
  assert.ok(operator !== undefined && entry !== undefined);
  assert.is(entry.id, operator.id);
  assert.ok(await checkPin(operator.pin, entry.pin));
  assert.ok((await readTrust(data)).ok);
  assert.is(await rowsInUse(), madeUpPeople().filter((person) => person.roster !== null).length);
});

test('nothing of the made-up people stays in clear', async () => {
  const [person] = madeUpPeople();
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' })
    .map((name) => join(data, name))
    .filter((path) => statSync(path).isFile());
  for (const path of files) {
    assert.is(readFileSync(path).includes(person?.card.idNumber ?? ''), false, path);
  }
});

test('the second time nothing changes', async () => {
  const before =
    readFileSync(join(data, 'settings.json'), 'utf8') + readFileSync(join(data, 'trust.json'), 'utf8');
  await prepare();
  const after =
    readFileSync(join(data, 'settings.json'), 'utf8') + readFileSync(join(data, 'trust.json'), 'utf8');
  assert.is(after, before);
});

test('an interrupted first run is gone on with, and a device set up anew is taken by its county', async () => {
  rmSync(join(data, 'trust.json'));
  rmSync(join(data, 'roster'), { recursive: true });
  await prepare();
  assert.ok(await rowsInUse());
  rmSync(data, { recursive: true });
  await prepare();
  assert.ok(await rowsInUse());
});

test('a county that was interrupted while it made its keys makes them again', async () => {
  rmSync(data, { recursive: true });
  // Both key files appear at once, with their folder: what a power cut leaves is a folder of another name.
  renameSync(join(county, 'keys'), join(county, 'keys.unfinished'));
  await prepare();
  assert.ok(await rowsInUse());
});

test.run();
