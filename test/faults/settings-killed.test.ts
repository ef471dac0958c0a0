import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readKioskDefaults } from '../../config/index.ts';
import { SettingsStore, writeFirstSettings } from '../../device-daemon/settings/index.ts';
import { must } from '../support/county-fixture.ts';
import { killChild } from '../support/kill-child.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const KILLS = 12;
const setter = fileURLToPath(new URL('./settings-setter.js', import.meta.url));

test(`settings killed ${KILLS} times amid writing are always whole: the last that was said, or the one after`, async () => {
  const folder = temporaryFolder();
  must(await writeFirstSettings(folder, readKioskDefaults()));
  for (let kill = 0; kill < KILLS; kill++) {
    const said = (await killChild(setter, [folder], Math.random() * 40)).map(Number);
    const last = said.at(-1) ?? 0;
    const store = must(await SettingsStore.open(folder));
    const found = store.get().patience.askAfter;
    assert.ok(
      found === last || found === last + 1 || (last === 600 && found === 100),
      `${last} said, ${found} found`,
    );
    assert.ok(store.history().length <= 10);
  }
});

test.run();
