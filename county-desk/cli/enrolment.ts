import type { Command } from 'commander';
import { countyFolder } from '../../config/index.ts';
import { enrolDevice, makeCountyKeys, readCountyKeys } from '../enrolment/index.ts';
import { now, orEnd, readInput, writeOutput } from './end.ts';

/** `county init` and `county enrol`: the county's keys and the devices that it knows. */
export function registerEnrolment(program: Command): void {
  program
    .command('init')
    .description("make the county's keys, once")
    .requiredOption('--name <name>', 'name of the county as devices show it')
    .action(async ({ name }: { name: string }) => {
      const keys = orEnd(program, await makeCountyKeys(countyFolder(), name));
      console.log(`county: ${keys.county}\nverifier key: ${keys.verifierKey}\nrecipient: ${keys.recipient}`);
    });
  program
    .command('enrol <request>')
    .description("enrol a device by its request, and write the device's trust file")
    .requiredOption('-o, --out <file>', 'trust file to write')
    .option('--replace', 'take new keys for a device that was set up anew', false)
    .action(async (request: string, options: { out: string; replace: boolean }) => {
      const folder = countyFolder();
      const keys = orEnd(program, await readCountyKeys(folder));
      const text = orEnd(program, readInput(request)).toString('utf8');
      const { replace } = options;
      const done = orEnd(program, await enrolDevice(text, { folder, keys, now: now(), replace }));
      orEnd(program, writeOutput(options.out, done.trust));
      console.log(`enrolled: ${done.device}`);
    });
}
