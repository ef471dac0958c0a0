import type { Command } from 'commander';
import { countyFolder, readAuditWords, sayAudit } from '../../config/index.ts';
import { readAlarms, settleAlarm } from '../pull/index.ts';
import { now, orEnd } from './end.ts';
import { atDesk, operatorOfShell } from './open-desk.ts';

/** `county alarms`: what was found, and what came of it. */
export function registerAlarms(program: Command): void {
  const alarms = program.command('alarms').description('alarms that keep kiosks from being pulled');
  alarms
    .command('list', { isDefault: true })
    .description('open alarms; exit code 1 when there are any')
    .option('--all', 'also those that were settled', false)
    .option('--json', 'as JSON', false)
    .action((options: { all: boolean; json: boolean }) => list(options));
  alarms
    .command('settle <id>')
    .description('say what an alarm came from; the kiosk is pulled again')
    .requiredOption('--words <text>', 'what it came from; no name of a beneficiary')
    .action((id: string, { words }: { words: string }) =>
      atDesk(program, async ({ folder, acts }) => {
        const by = operatorOfShell();
        const { device: kiosk, code } = orEnd(program, settleAlarm(folder, id, { at: now(), by, words }));
        await acts.append(by, { act: 'alarm-settled', kiosk, code, words });
        console.log(sayAudit(readAuditWords().pull, 'settled', { id }));
      }),
    );
}

function list({ all, json }: { all: boolean; json: boolean }): void {
  const words = readAuditWords();
  const alarms = readAlarms(countyFolder()).filter(({ settled }) => all || settled === null);
  process.exitCode = alarms.some(({ settled }) => settled === null) ? 1 : 0;
  if (json) {
    console.log(JSON.stringify(alarms, null, 2));
    return;
  }
  if (alarms.length === 0) console.log(sayAudit(words.pull, 'noAlarm'));
  for (const { alarm, settled } of alarms) {
    const { id, device, code, record, what, foundAt } = alarm;
    const place =
      record === null ? sayAudit(words.pull, 'whole') : sayAudit(words.pull, 'record', { record });
    console.log(
      `${id}  ${device}  ${code}  ${place}  ${words.findings[code] ?? ''}  ${foundAt}\n    ${what}`,
    );
    if (settled !== null) console.log(`    ${settled.at}  ${settled.by}: ${settled.words}`);
  }
}
