import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { benefitTypes, countyFolder } from '../../config/index.ts';
import { fail } from '../../domain/index.ts';
import { keepDevice, readCountyKeys, readDevice } from '../enrolment/index.ts';
import { type BadRow, packRoster, readRosterCsv, takeRoster } from '../roster/index.ts';
import { end, now, orEnd, readInput, writeOutput } from './end.ts';
import { atDesk, operatorOfShell } from './open-desk.ts';

/** Bad rows that are shown; all of them stand in the file of --skip-bad-rows. */
const SHOWN_BAD_ROWS = 20;

/** `county roster …`. */
export function registerRoster(program: Command): void {
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
  roster
    .command('take <csv>')
    .description("take a CSV as the county's own roster, by which figures and lists go; all rows or none")
    .option(
      '--skip-bad-rows',
      'take the good rows; lines and reasons of the others go to <csv>.rejected.csv',
      false,
    )
    .action((csv: string, options: { skipBadRows: boolean }) => take(program, csv, options.skipBadRows));
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
  const { rows, bad } = readRows(program, csv, options.skipBadRows);
  const version = device.rosterVersion + 1;
  const { bytes } = await packRoster(rows, device, keys, version, now());
  // The version is used up before the package exists: after a crash no two packages have the same one.
  keepDevice(folder, { ...device, rosterVersion: version });
  if (options.skipBadRows) orEnd(program, writeOutput(`${options.out}.rejected.csv`, rejectedCsv(bad)));
  orEnd(program, writeOutput(options.out, bytes));
  console.log(`packed: ${device.device} version ${version}, ${rows.length} rows, ${bad.length} rejected`);
}

async function take(program: Command, csv: string, skipBadRows: boolean): Promise<void> {
  const { rows, bad } = readRows(program, csv, skipBadRows);
  if (skipBadRows) orEnd(program, writeOutput(`${csv}.rejected.csv`, rejectedCsv(bad)));
  await atDesk(program, async (desk) => {
    await desk.acts.catchUp();
    const bar = new SingleBar({ format: 'sealing {bar} {value}/{total}' });
    bar.start(rows.length, 0);
    const version = await takeRoster(desk, rows, operatorOfShell(), (done) => bar.update(done));
    bar.stop();
    console.log(`taken: version ${orEnd(program, version)}, ${rows.length} rows, ${bad.length} rejected`);
  });
}

/** The good rows and the bad ones, which are told; ends the program when there are bad ones that were not agreed to. */
function readRows(program: Command, csv: string, skipBadRows: boolean) {
  const known = new Set(benefitTypes().map((type) => type.key));
  const { rows, bad } = orEnd(program, readRosterCsv(orEnd(program, readInput(csv)), known));
  for (const { line, reason } of bad.slice(0, SHOWN_BAD_ROWS)) console.error(`line ${line}: ${reason}`);
  if (bad.length > SHOWN_BAD_ROWS) console.error(`and ${bad.length - SHOWN_BAD_ROWS} more`);
  if (bad.length > 0 && !skipBadRows) return end(program, fail('E-COUNTY-006', `${bad.length} rows`));
  return { rows, bad };
}

/** Lines and reasons only: the values are the persons'. Reasons may hold commas, so they are quoted. */
function rejectedCsv(bad: readonly BadRow[]): string {
  return ['line,reason', ...bad.map(({ line, reason }) => `${line},"${reason}"`), ''].join('\n');
}
