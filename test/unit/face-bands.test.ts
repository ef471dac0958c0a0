import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { FaceProfile, faceBandsOf, readFaceProfile, readKioskDefaults } from '../../config/index.ts';
import { SettingsStore, writeFirstSettings } from '../../device-daemon/settings/index.ts';
import { codeOf, must } from '../support/county-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const profile = readFaceProfile();

test('every band of the profile that ships says what it was measured on', () => {
  for (const what of ['accept', 'unsure'] as const) {
    const value = profile.bands[what];
    assert.ok(
      profile.bands.restsOn.some((measured) => measured.what === what && measured.value <= value),
      `${what} ${value} rests on nothing`,
    );
  }
});

test('a profile whose bands cross, or rest on nothing, is refused', () => {
  const fits = (bands: unknown): boolean => FaceProfile.safeParse({ ...profile, bands }).success;
  assert.is(fits(profile.bands), true);
  assert.is(fits({ ...profile.bands, unsure: profile.bands.accept }), false);
  assert.is(fits({ ...profile.bands, unsure: profile.bands.accept + 0.01 }), false);
  assert.is(fits({ ...profile.bands, restsOn: [] }), false);
});

test('a county may be stricter than the profile, never so mild that one wrong face in a hundred passes', async () => {
  const folder = temporaryFolder();
  must(await writeFirstSettings(folder, readKioskDefaults()));
  const store = must(await SettingsStore.open(folder));
  assert.equal(faceBandsOf(store.get()), { accept: profile.bands.accept, unsure: profile.bands.unsure });
  const mild = { accept: profile.bands.unsure - 0.01, unsure: 0.1 };
  assert.is(codeOf(await store.set('face.bands', mild)), 'E-FACE-005');
  assert.is(codeOf(await store.set('face.bands', { accept: 0.4, unsure: 0.5 })), 'E-SETTINGS-003');
  assert.is(store.get().face.bands, null, 'a refused value changes nothing');
  const strict = { accept: 0.6, unsure: 0.5 };
  must(await store.set('face.bands', strict));
  assert.equal(faceBandsOf(must(await SettingsStore.open(folder)).get()), strict);
  must(await store.set('face.bands', null));
  // By hand, past the command: the kiosk does not start with it.
  const edited = { ...store.get(), face: { bands: mild, trySeconds: 15 } };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(edited));
  assert.is(codeOf(await SettingsStore.open(folder)), 'E-FACE-005');
});

test.run();
