import type { Command } from 'commander';
import { countyFolder } from '../../config/index.ts';
import { HostAndPort, ok, type Result } from '../../domain/index.ts';
import {
  type CountyKeys,
  enrolDevice,
  hasCountyLine,
  loadOrMakeCountyLine,
  makeCountyKeys,
  readCountyKeys,
} from '../enrolment/index.ts';
import { now, orEnd, readInput, writeOutput } from './end.ts';

interface EnrolAsked {
  readonly out: string;
  readonly replace: boolean;
  readonly address?: string;
}

/** `county init` and `county enrol`: the county's keys and the devices that it knows. */
export function registerEnrolment(program: Command): void {
  program
    .command('init')
    .description("make the county's keys, once, and its authority for the lines to its kiosks")
    .requiredOption('--name <name>', 'name of the county as devices show it')
    .action(async ({ name }: { name: string }) => {
      const folder = countyFolder();
      const keys = orEnd(program, await keysFor(folder, name));
      orEnd(program, await loadOrMakeCountyLine(folder, keys, now()));
      console.log(`county: ${keys.county}\nverifier key: ${keys.verifierKey}\nrecipient: ${keys.recipient}`);
    });
  program
    .command('enrol <request>')
    .description("enrol a device by its request, or renew its certificate, and write the device's trust file")
    .requiredOption('-o, --out <file>', 'trust file to write')
    .option('--replace', 'take new keys for a device that was set up anew', false)
    .option(
      '--address <host:port>',
      'where its log is pulled; without it the device dials out or brings a stick',
    )
    .action((request: string, asked: EnrolAsked) => enrol(program, request, asked));
}

/** New keys; those of before where only the authority is missing, because the county is older than the lines. */
async function keysFor(folder: string, name: string): Promise<Result<CountyKeys>> {
  const made = await makeCountyKeys(folder, name);
  if (made.ok || made.error.code !== 'E-COUNTY-001' || hasCountyLine(folder)) return made;
  const kept = await readCountyKeys(folder);
  return kept.ok ? ok(kept.value) : made;
}

async function enrol(program: Command, request: string, asked: EnrolAsked): Promise<void> {
  const folder = countyFolder();
  const keys = orEnd(program, await readCountyKeys(folder));
  const text = orEnd(program, readInput(request)).toString('utf8');
  const { address, replace } = asked;
  if (address !== undefined && !HostAndPort.safeParse(address).success)
    return program.error(`${address} is not host:port`);
  const options = { folder, keys, now: now(), replace, ...(address === undefined ? {} : { address }) };
  const done = orEnd(program, await enrolDevice(text, options));
  orEnd(program, writeOutput(asked.out, done.trust));
  console.log(`enrolled: ${done.device}`);
  if (done.until !== null) console.log(`certificate until ${done.until}`);
}
