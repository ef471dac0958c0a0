import type { Command } from 'commander';
import { fail, ok, type Result } from '../../domain/index.ts';
import type { ListScope, Naming, Why } from '../lists/index.ts';
import { FORMATS, type Format } from '../reports/index.ts';
import { isDay } from '../steps/index.ts';
import { operatorOfShell } from './open-desk.ts';

/** Options of every command that names people or writes papers. */
export interface PaperOptions {
  readonly township?: string;
  readonly village?: string;
  readonly asOf?: string;
  readonly show: string;
  readonly reason?: string;
  readonly officer?: string;
  readonly out?: string;
  readonly format: string;
}

/** Adds them to a command. */
export function withPaperOptions(command: Command): Command {
  return command
    .option('--township <name>', 'of one township only')
    .option('--village <name>', 'of one village only')
    .option('--as-of <instant>', 'as known at this instant, ISO; by default now')
    .option('--show <how>', 'of people: coded (no name is opened), masked, or open', 'coded')
    .option('--reason <words>', 'why names are opened; logged')
    .option('--officer <name>', "who does it; logged. By default COUNTY_OFFICER, else the shell's user")
    .option('--out <folder>', 'write files there')
    .option('--format <kinds>', `of ${FORMATS.join(',')}`, 'pdf,xlsx');
}

/** The options as values. */
export interface PaperChoice {
  readonly scope: ListScope;
  /** What stands on paper for the scope; null for the whole county. */
  readonly scopeText: string | null;
  readonly asOf: string;
  readonly naming: Naming;
  readonly why: Why;
  readonly by: string;
  readonly formats: readonly Format[];
}

/** Reads the options. Errors: E-COUNTY-108 (a value that an option cannot have), E-COUNTY-093 (no officer). */
export function paperChoice(options: PaperOptions, now: string): Result<PaperChoice> {
  const { township, village, show, reason = '' } = options;
  const asOf = options.asOf === undefined ? ok(now) : instantOf(options.asOf, now);
  if (!asOf.ok) return asOf;
  if (village !== undefined && township === undefined)
    return fail('E-COUNTY-108', '--village without --township');
  if (show !== 'coded' && show !== 'masked' && show !== 'open') return fail('E-COUNTY-108', '--show');
  const formats = formatsOf(options.format);
  if (!formats.ok) return formats;
  const by = officerOf(options.officer);
  if (!by.ok) return by;
  if (show !== 'coded' && reason.trim().length < 2) return fail('E-COUNTY-108', '--reason is missing');
  return ok({
    scope: { township, village },
    scopeText: township === undefined ? null : `${township}${village ?? ''}`,
    asOf: asOf.value,
    naming: show,
    why: { operator: by.value, reason: reason.trim(), what: 'list' },
    by: by.value,
    formats: formats.value,
  });
}

/**
 * Who acts, as the county's ledger writes it: `cli:NAME`, of the option, of COUNTY_OFFICER, or of the shell. Error:
 * E-COUNTY-093 (a name that is none).
 */
export function officerOf(option: string | undefined): Result<string> {
  const given = option ?? process.env.COUNTY_OFFICER;
  if (given === undefined) return ok(operatorOfShell());
  const name = given.trim();
  return name === '' || name.length > 36 ? fail('E-COUNTY-093', '--officer') : ok(`cli:${name}`);
}

/** A day that an option gives. Error: E-COUNTY-098. */
export function dayOf(text: string): Result<string> {
  return isDay(text) ? ok(text) : fail('E-COUNTY-098', text);
}

/** A word out of some, or E-COUNTY-108. */
export function oneOf<T extends string>(option: string, text: string, words: readonly T[]): Result<T> {
  const found = words.find((word) => word === text);
  return found === undefined ? fail('E-COUNTY-108', `${option}: is none of ${words.join(', ')}`) : ok(found);
}

function instantOf(text: string, now: string): Result<string> {
  const time = Date.parse(text);
  if (!/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) || Number.isNaN(time))
    return fail('E-COUNTY-108', '--as-of: is no instant like 2026-11-27T17:00:00+08:00');
  const instant = new Date(time).toISOString();
  return instant > now ? fail('E-COUNTY-108', '--as-of: lies in the future') : ok(instant);
}

function formatsOf(text: string): Result<readonly Format[]> {
  const wanted = text.split(',').map((word) => word.trim());
  const unknown = wanted.find((word) => !FORMATS.some((format) => format === word));
  if (unknown !== undefined) return fail('E-COUNTY-108', `--format: is none of ${FORMATS.join(', ')}`);
  return ok(FORMATS.filter((format) => wanted.includes(format)));
}
