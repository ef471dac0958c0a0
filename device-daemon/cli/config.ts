import type { Command } from 'commander';
import { dataFolder } from '../../config/index.ts';
import { profilesThere, SettingsStore, valueAt } from '../settings/index.ts';
import { endWith, valueOrEnd } from './end-with.ts';

const FROM_WHEN = "in force from the kiosk's next start";

/** `kiosk config …`: the device's settings. A running kiosk takes them up at its next start. */
export function registerConfig(program: Command): void {
  const config = program.command('config').description("the device's settings");
  config
    .command('get [name]')
    .description('show all settings, or one such as face.trySeconds; PINs are kept as hashes only')
    .action(async (name?: string) => {
      const settings = (await open(program)).get();
      const value: unknown = name === undefined ? settings : valueAt(settings, name);
      if (value === undefined) endWith(program, { code: 'E-SETTINGS-004', detail: name ?? '' });
      console.log(JSON.stringify(value, null, 2));
    });
  config
    .command('set <name> <value>')
    .description('set one value, durably; numbers and lists as JSON, texts as they are')
    .action(async (name: string, value: string) => {
      valueOrEnd(program, await setFromText(await open(program), name, value));
      console.log(`set: ${name}; ${FROM_WHEN}`);
    });
  config
    .command('check')
    .description('whether the settings are complete and allowed')
    .action(async () => {
      valueOrEnd(program, profilesThere((await open(program)).get()));
      console.log('sound');
    });
  config
    .command('history')
    .description('settings that were in force before, the latest first')
    .action(async () => {
      (await open(program)).history().forEach(({ until, settings }, i) => {
        console.log(`${i + 1}  until ${until}  ${settings.device.id} ${settings.device.station}`);
      });
    });
  config
    .command('rollback <number>')
    .description('put settings of the history in force again; 1 is the latest')
    .action(async (number: string) => {
      valueOrEnd(program, await (await open(program)).rollback(Number(number)));
      console.log(`rolled back to ${number}; ${FROM_WHEN}`);
    });
}

async function open(program: Command): Promise<SettingsStore> {
  return valueOrEnd(program, await SettingsStore.open(dataFolder()));
}

/** A text setting takes the words as they stand, even if they look like a number. */
function setFromText(store: SettingsStore, name: string, text: string): ReturnType<SettingsStore['set']> {
  if (typeof valueAt(store.get(), name) === 'string') return store.set(name, text);
  try {
    return store.set(name, JSON.parse(text));
  } catch {
    return store.set(name, text);
  }
}
