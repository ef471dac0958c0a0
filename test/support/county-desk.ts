import { Command } from 'commander';
import { madeUpPeople, readPaperSettings } from '../../config/index.ts';
import { CountyActLog } from '../../county-desk/acts/index.ts';
import { type AtPaperDesk, type PaperDesk, paperDesk } from '../../county-desk/cli/paper-desk.ts';
import { registerPapers } from '../../county-desk/cli/papers.ts';
import { makeCountyKeys } from '../../county-desk/enrolment/index.ts';
import type { DeviceState } from '../../county-desk/reports/index.ts';
import { takeRoster } from '../../county-desk/roster/index.ts';
import { openCountyStore } from '../../county-desk/store/index.ts';
import { personDigest } from '../../domain/county/index.ts';
import type { Campaign, RosterRow } from '../../domain/index.ts';
import { must } from './county-fixture.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The officers' year of the made-up county. */
export const DESK_CAMPAIGN: Campaign = {
  programme: 'annual-confirmation',
  year: 2026,
  opens: '2026-10-16',
  closes: '2026-11-30',
  ageAsOf: '2026-12-31',
  consentTextVersion: '2026-1',
};

/** A made-up person of the desk's roster. */
export interface DeskPerson {
  readonly person: string;
  readonly row: RosterRow;
}

/** A desk over a real store, ledger and roster in a folder of its own, whose clock the test sets. */
export interface TestDesk extends PaperDesk {
  readonly people: readonly DeskPerson[];
  setNow(instant: string): void;
  setDevices(devices: readonly DeviceState[]): void;
  close(): Promise<void>;
}

/** Opens a county's desk with a roster of made-up people, taken before the campaign opens. */
export async function testDesk(count = 200, postgres = ''): Promise<TestDesk> {
  const folder = temporaryFolder();
  const keys = must(await makeCountyKeys(folder, '演练县'));
  const store = must(await openCountyStore(folder, postgres));
  let present = '2026-10-10T00:00:00.000Z';
  const acts = new CountyActLog({ folder, keys, store, now: () => Date.parse(present) });
  const rows = madeUpPeople()
    .flatMap(({ roster }) => (roster === null ? [] : [roster]))
    .slice(0, count);
  must(await takeRoster({ folder, keys, store, acts }, rows, 'cli:zhao'));
  let devices: readonly DeviceState[] | undefined;
  const desk = paperDesk(
    { folder, keys, store, acts, campaign: DESK_CAMPAIGN },
    must(readPaperSettings()),
    () => present,
  );
  return {
    ...desk,
    people: rows.map((row) => ({ person: personDigest(keys.personKey, row.idNumber), row })),
    devices: async (asOf) => devices ?? desk.devices(asOf),
    setNow: (instant) => {
      present = instant;
    },
    setDevices: (given) => {
      devices = given;
    },
    close: async () => {
      await acts.close();
      await store.close();
    },
  };
}

/** What a command wrote, and how it ended. */
export interface Ran {
  readonly out: string;
  readonly error: string;
  readonly code: number;
}

/** Runs a `county` command at the desk, as the shell would, with the desk's clock. */
export async function runAt(desk: TestDesk, ...args: readonly string[]): Promise<Ran> {
  const out: string[] = [];
  const error: string[] = [];
  const program = new Command('county').exitOverride().configureOutput({
    writeErr: (text) => error.push(text),
    writeOut: (text) => out.push(text),
  });
  const at: AtPaperDesk = (work) => work(desk);
  registerPapers(program, at);
  for (const command of everyCommand(program)) command.exitOverride().copyInheritedSettings(program);
  const { log, error: warn } = console;
  console.log = (text: string) => out.push(`${text}\n`);
  console.error = (text: string) => error.push(`${text}\n`);
  let code = 0;
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof Error && 'exitCode' in thrown && typeof thrown.exitCode === 'number'))
      throw thrown;
    code = thrown.exitCode;
  } finally {
    console.log = log;
    console.error = warn;
  }
  return { out: out.join(''), error: error.join(''), code };
}

function everyCommand(program: Command): readonly Command[] {
  return program.commands.flatMap((command) => [command, ...everyCommand(command)]);
}
