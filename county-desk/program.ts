import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { benefitTypes, countyFolder, writeFileDurably } from '../config/index.ts';
import { fail, ok, type Result } from '../domain/index.ts';
import { makeCountyKeys, readCountyKeys } from './county-keys.ts';
import { keepDevice, readDevice } from './devices.ts';
import { enrolDevice } from './enrol.ts';
import { type BadRow, readRosterCsv } from './roster-csv.ts';
import { packRoster } from './roster-pack.ts';

/** Bad rows that are shown; all of them stand in the file of --skip-bad-rows. */
const SHOWN_BAD_ROWS = 20;

/** The `county` program: the county's side of enrolment and rosters. */
export function countyProgram(): Command {
  const program = new Command('county').description("the county's tool: keys, devices, rosters");
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
  const roster = program.command('roster').description('rosters for devices');
  roster
    .command('pack <csv>')
    .description('pack a CSV for one device, signed and sealed; all rows or none')
    .requiredOption('--device <id>', 'device that may open it')
    .requiredOption('-o, --out <file>', 'package to write')
    .option(
      '--skip-bad-rows',
      'pack the good rows; lines and reasons of the others go to <out>.rejected.csv',
      false,
    )
    .action((csv: string, options: PackOptions) => pack(program, csv, options));
  return program;
}

interface PackOptions {
  readonly device: string;
  readonly out: string;
  readonly skipBadRows: boolean;
}

async function pack(program: Command, csv: string, options: PackOptions): Promise<void> {
  const folder = countyFolder();
  const keys = orEnd(program, await readCountyKeys(folder));
  const device = readDevice(folder, options.device);
  if (device === undefined) return end(program, fail('E-COUNTY-005', options.device));
  const known = new Set(benefitTypes().map((type) => type.key));
  const { rows, bad } = orEnd(program, readRosterCsv(orEnd(program, readInput(csv)), known));
  for (const { line, reason } of bad.slice(0, SHOWN_BAD_ROWS)) console.error(`line ${line}: ${reason}`);
  if (bad.length > SHOWN_BAD_ROWS) console.error(`and ${bad.length - SHOWN_BAD_ROWS} more`);
  if (bad.length > 0 && !options.skipBadRows) return end(program, fail('E-COUNTY-006', `${bad.length} rows`));
  const version = device.rosterVersion + 1;
  const { bytes } = await packRoster(rows, device, keys, version, now());
  // The version is used up before the package exists: after a crash no two packages have the same one.
  keepDevice(folder, { ...device, rosterVersion: version });
  if (options.skipBadRows) orEnd(program, writeOutput(`${options.out}.rejected.csv`, rejectedCsv(bad)));
  orEnd(program, writeOutput(options.out, bytes));
  console.log(`packed: ${device.device} version ${version}, ${rows.length} rows, ${bad.length} rejected`);
}

/** Lines and reasons only: the values are the persons'. Reasons may hold commas, so they are quoted. */
function rejectedCsv(bad: readonly BadRow[]): string {
  return ['line,reason', ...bad.map(({ line, reason }) => `${line},"${reason}"`), ''].join('\n');
}

function now(): string {
  return new Date().toISOString();
}

function readInput(path: string): Result<Buffer> {
  try {
    return ok(readFileSync(path));
  } catch {
    return fail('E-COUNTY-008', path);
  }
}

function writeOutput(path: string, content: Uint8Array | string): Result<void> {
  try {
    return ok(writeFileDurably(path, content));
  } catch {
    return fail('E-COUNTY-008', path);
  }
}

function orEnd<T>(program: Command, result: Result<T>): T {
  return result.ok ? result.value : end(program, result);
}

function end(program: Command, result: Extract<Result<never>, { ok: false }>): never {
  return program.error(`${result.error.code}: ${result.error.detail ?? 'see docs/error-book.md'}`);
}
