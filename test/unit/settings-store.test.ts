import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readCampaign, readKioskDefaults } from '../../config/index.ts';
import {
  checkPin,
  SettingsStore,
  scryptPin,
  writeFirstSettings,
} from '../../device-daemon/settings/index.ts';
import { codeOf, must } from '../support/county-fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function newStore(): Promise<{ folder: string; store: SettingsStore }> {
  const folder = temporaryFolder();
  must(await writeFirstSettings(folder, readKioskDefaults()));
  return { folder, store: must(await SettingsStore.open(folder)) };
}

test('defaults and campaign that come with the package are valid', () => {
  assert.is(readKioskDefaults().face.bands, null);
  assert.is(must(readCampaign()).programme, 'annual-confirmation');
  assert.is(codeOf(readCampaign(temporaryFolder())), 'E-SETTINGS-007');
});

test('a value that was set is there after a restart', async () => {
  const { folder, store } = await newStore();
  must(await store.set('face.trySeconds', 20));
  must(await store.set('device.station', '梧桐镇退役军人服务站'));
  assert.is(store.get().face.trySeconds, 20);
  const again = must(await SettingsStore.open(folder));
  assert.equal(again.get(), store.get());
});

test('a wrong value or name changes nothing', async () => {
  const { folder, store } = await newStore();
  const before = readFileSync(join(folder, 'settings.json'), 'utf8');
  const refusals: Array<[string, unknown, string]> = [
    ['face.trySeconds', 2, 'E-SETTINGS-003'],
    ['face.trySeconds', 'long', 'E-SETTINGS-003'],
    ['printer.port', 0, 'E-SETTINGS-003'],
    ['version', 2, 'E-SETTINGS-003'],
    ['face.nothing', 1, 'E-SETTINGS-004'],
    ['face', { bands: null, trySeconds: 15, extra: 1 }, 'E-SETTINGS-004'],
    ['', 1, 'E-SETTINGS-004'],
    ['__proto__.polluted', 1, 'E-SETTINGS-004'],
    ['face.constructor.prototype', 1, 'E-SETTINGS-004'],
  ];
  for (const [path, value, code] of refusals) assert.is(codeOf(await store.set(path, value)), code, path);
  assert.is(readFileSync(join(folder, 'settings.json'), 'utf8'), before);
  assert.equal(store.history(), []);
});

test("a maker's photo library is set first, by path and form, and then chosen", async () => {
  const { folder, store } = await newStore();
  const early = await store.set('photoDecoder', 'vendor-library');
  assert.is(codeOf(early), 'E-SETTINGS-003');
  assert.match(early.ok ? '' : (early.error.detail ?? ''), /photoLibrary.*set that first/);
  const refusals: Array<[unknown, string]> = [
    [{ path: 'relative.so', abi: 'unpack' }, 'E-SETTINGS-003'],
    [{ path: '/opt/maker/libwlt.so', abi: 'unpack()' }, 'E-SETTINGS-003'],
    [{ path: '/opt/maker/libwlt.so', abi: 'unpack', kode: 602 }, 'E-SETTINGS-004'],
    [{ path: '/opt/maker/libwlt.so', abi: 'unpack', timeoutMs: 20 }, 'E-SETTINGS-003'],
  ];
  for (const [value, code] of refusals) assert.is(codeOf(await store.set('photoLibrary', value)), code);
  must(await store.set('photoLibrary', { path: '/opt/maker/libwlt.so', abi: 'unpack' }));
  must(await store.set('photoLibrary.code', 602));
  must(await store.set('photoLibrary.symbol', '_Z6unpackPcS_i'));
  must(await store.set('photoDecoder', 'vendor-library'));
  assert.is(codeOf(await store.set('photoLibrary', null)), 'E-SETTINGS-003');
  const { photoLibrary } = must(await SettingsStore.open(folder)).get();
  assert.equal([photoLibrary?.code, photoLibrary?.timeoutMs, photoLibrary?.abi], [602, 2000, 'unpack']);
});

test('ten past settings are kept, and any of them can be put in force again', async () => {
  const { store } = await newStore();
  for (let i = 0; i < 13; i++) must(await store.set('patience.askAfter', 100 + i));
  const history = store.history();
  assert.is(history.length, 10);
  assert.equal(
    history.map((past) => past.settings.patience.askAfter),
    [111, 110, 109, 108, 107, 106, 105, 104, 103, 102],
  );
  must(await store.rollback(3));
  assert.is(store.get().patience.askAfter, 109);
  assert.is(store.history()[0]?.settings.patience.askAfter, 112);
  assert.is(codeOf(await store.rollback(11)), 'E-SETTINGS-005');
  assert.is(codeOf(await store.rollback(0)), 'E-SETTINGS-005');
});

test('no file, a broken file and a wrong file are three errors, never defaults', async () => {
  const folder = temporaryFolder();
  assert.is(codeOf(await SettingsStore.open(folder)), 'E-SETTINGS-001');
  const whole = JSON.stringify(readKioskDefaults());
  for (const length of [0, 1, whole.length - 1]) {
    writeFileSync(join(folder, 'settings.json'), whole.slice(0, length));
    assert.is(codeOf(await SettingsStore.open(folder)), 'E-SETTINGS-002', `cut to ${length}`);
  }
  writeFileSync(join(folder, 'settings.json'), '{"version":1}');
  assert.is(codeOf(await SettingsStore.open(folder)), 'E-SETTINGS-003');
  assert.is(readFileSync(join(folder, 'settings.json'), 'utf8'), '{"version":1}');
  assert.is(codeOf(await writeFirstSettings(folder, readKioskDefaults())), 'E-SETTINGS-006');
});

test('what a crash amid a write leaves beside the file does no harm', async () => {
  const { folder, store } = await newStore();
  must(await store.set('face.trySeconds', 20));
  writeFileSync(join(folder, '.0123456789ab.tmp'), '{"version":');
  mkdirSync(join(folder, 'settings.history'), { recursive: true });
  writeFileSync(join(folder, 'settings.history', '.0123456789ab.tmp'), '{');
  writeFileSync(join(folder, 'settings.history', '000002.json'), '{"until"');
  const again = must(await SettingsStore.open(folder));
  assert.is(again.get().face.trySeconds, 20);
  assert.is(again.history().length, 1);
  must(await again.set('face.trySeconds', 30));
  assert.equal(
    again.history().map((past) => past.settings.face.trySeconds),
    [20, 15],
  );
});

test('a kept PIN fits itself only', async () => {
  const kept = await scryptPin('4711');
  assert.match(kept, /^scrypt\$32768\$8\$1\$/);
  assert.not.match(kept, /4711\$/);
  assert.ok(await checkPin('4711', kept));
  assert.not.ok(await checkPin('4712', kept));
  assert.not.ok(await checkPin('', kept));
  assert.is.not(await scryptPin('4711'), kept);
  for (const broken of [
    '',
    'scrypt$',
    kept.slice(0, -10),
    kept.replace('$8$', '$0$'),
    'scrypt$9999999$99$9$AA==$AA==',
  ])
    assert.not.ok(await checkPin('4711', broken), broken);
});

test('a profile that is not there is refused when it is set, not when nobody can be served', async () => {
  const folder = temporaryFolder();
  assert.ok((await writeFirstSettings(folder, readKioskDefaults())).ok);
  const store = await SettingsStore.open(folder);
  if (!store.ok) throw new Error(store.error.code);
  const reader = await store.value.set('reader.profile', 'no-such-profile');
  assert.is(reader.ok ? '' : reader.error.code, 'E-CARD-015');
  const printer = await store.value.set('printer.profile', 'no-such-printer');
  assert.is(printer.ok ? '' : printer.error.code, 'E-PRINT-011');
  assert.equal(store.value.get(), readKioskDefaults());
});

test.run();
