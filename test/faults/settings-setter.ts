/** Sets a value of the settings in argv[2] without end and prints each that was durable. To be killed. */
import { writeSync } from 'node:fs';
import { SettingsStore } from '../../device-daemon/settings/index.ts';
import { must } from '../support/county-fixture.ts';

const store = must(await SettingsStore.open(process.argv[2] ?? ''));
for (let value = 100; ; value = value === 600 ? 100 : value + 1) {
  must(await store.set('patience.askAfter', value));
  writeSync(1, `${value}\n`);
}
