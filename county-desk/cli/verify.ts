import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { countyFolder, readAuditWords, sayAudit } from '../../config/index.ts';
import { fail } from '../../domain/index.ts';
import {
  findLogs,
  Recount,
  readReceipt,
  receiptLine,
  verdictLines,
  verifyFolder,
  verifyReceipt,
} from '../verify/index.ts';
import { end, orEnd, readInput } from './end.ts';

/** Exit codes that an auditor may cite. */
const EXIT = { sound: 0, found: 1, notVerified: 2, cannotTell: 3 } as const;

interface VerifyOptions {
  readonly keys?: string;
  readonly json: boolean;
}

/** `county verify`: the auditor's offline verifier; it needs no secret and changes nothing. */
export function registerVerify(program: Command): void {
  const verify = program
    .command('verify')
    .description(
      'verify logs offline: exit code 0 all proven, 1 something found, 2 nothing verified, 3 cannot tell',
    );
  verify
    .command('logs [folder]', { isDefault: true })
    .description(
      'a mirror, a stick or one log: every entry, link, tile and head; with a recount of the visits',
    )
    .option('--keys <file>', 'verifier keys of devices and county that you have from elsewhere, one a line')
    .option('--json', 'as JSON', false)
    .action((folder: string | undefined, options: VerifyOptions) =>
      verifyLogs(program, folder ?? countyFolder(), options),
    );
  verify
    .command('receipt <text...>')
    .description(
      "prove or refute that a slip's entry is in the log: the QR code's text, a file with it, or [device] [number] code",
    )
    .option('--mirror <folder>', 'mirror, stick or log to look in')
    .option('--printed <time>', 'ISO time on the slip, with its offset')
    .option('--keys <file>', 'verifier keys of devices that you have from elsewhere, one a line')
    .option('--json', 'as JSON', false)
    .action((text: string[], options: ReceiptOptions) => checkReceipt(program, text.join(' '), options));
}

interface ReceiptOptions extends VerifyOptions {
  readonly mirror?: string;
  readonly printed?: string;
}

function verifyLogs(program: Command, folder: string, options: VerifyOptions): void {
  const words = readAuditWords();
  const { logs, keyless, county } = orEnd(program, findLogs(folder, keysIn(program, options.keys)));
  const recount = new Recount();
  const verdicts = logs.map((log) => verifyFolder(log.folder, log.name, log.key, county, recount));
  const found = verdicts.reduce((sum, { findings }) => sum + findings.length, 0);
  const code = found > 0 ? EXIT.found : keyless.length > 0 ? EXIT.notVerified : EXIT.sound;
  process.exitCode = code;
  if (options.json) {
    const ownKeys = logs.filter(({ ownKey }) => ownKey).map(({ name }) => name);
    const counts = { days: recount.days(), persons: recount.persons() };
    console.log(JSON.stringify({ exit: code, logs: verdicts, keyless, ownKeys, ...counts }, null, 2));
    return;
  }
  logs.forEach((log, i) => {
    const verdict = verdicts[i];
    if (verdict !== undefined) for (const line of verdictLines(verdict, log, words)) console.log(line);
  });
  for (const log of keyless) console.log(`${log}: E-COUNTY-059 ${words.findings['E-COUNTY-059'] ?? ''}`);
  for (const { day, outcome, method, means, count } of recount.days())
    console.log(
      sayAudit(words.verify, 'count', {
        day,
        outcome: words.outcome[outcome] ?? outcome,
        method: words.method[method] ?? method,
        means: words.means[means] ?? means,
        count,
      }),
    );
  for (const { year, count } of recount.persons())
    console.log(sayAudit(words.verify, 'persons', { year, count }));
  const questions = verdicts.reduce((sum, verdict) => sum + verdict.questions.length, 0);
  console.log(sayAudit(words.verify, 'end', { logs: logs.length, found, questions }));
}

function checkReceipt(program: Command, text: string, options: ReceiptOptions): void {
  const content = existsSync(text) ? orEnd(program, readInput(text)).toString('utf8') : text;
  const claim = readReceipt(content);
  if (claim === undefined) end(program, fail('E-COUNTY-064', text.slice(0, 80)));
  if (options.printed !== undefined && Number.isNaN(Date.parse(options.printed)))
    end(program, fail('E-COUNTY-064', `--printed ${options.printed}`));
  const { logs } = orEnd(program, findLogs(options.mirror ?? countyFolder(), keysIn(program, options.keys)));
  const verdict = verifyReceipt(claim, logs, options.printed);
  const code = { proven: null, refuted: 'E-COUNTY-062', unknown: 'E-COUNTY-063' }[verdict.verdict];
  process.exitCode = { proven: EXIT.sound, refuted: EXIT.found, unknown: EXIT.cannotTell }[verdict.verdict];
  if (options.json) console.log(JSON.stringify({ code, ...verdict }, null, 2));
  else console.log(`${receiptLine(verdict, claim, readAuditWords())}${code === null ? '' : `（${code}）`}`);
}

function keysIn(program: Command, file: string | undefined): string[] {
  if (file === undefined) return [];
  return orEnd(program, readInput(file))
    .toString('utf8')
    .split('\n')
    .map((line) => line.trim());
}
