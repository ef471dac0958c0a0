import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { packageFolder } from '../../config/index.ts';
import { DoctorReport } from '../../device-daemon/health/index.ts';
import { eventually } from '../support/eventually.ts';
import { type RunningKiosk, runKiosk } from '../support/running-kiosk.ts';

let kiosk: RunningKiosk;

test.before(async () => {
  kiosk = await runKiosk();
});
test.after(async () => {
  await kiosk.stop();
  kiosk.remove();
});

/** Runs `kiosk …` on the running kiosk's data folder. */
function command(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['bin/kiosk.js', ...args], { cwd: packageFolder(), env: kiosk.env });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

async function doctor(): Promise<DoctorReport> {
  const { code, stdout } = await command('doctor', '--json');
  const report = DoctorReport.parse(JSON.parse(stdout));
  assert.is(code, report.sound ? 0 : 1);
  return report;
}

const partOf = (report: DoctorReport, part: string): DoctorReport['findings'][number] | undefined =>
  report.findings.find((finding) => finding.part === part);

/** The `device-health` entries of the log, in their order. */
function healthEntries(): string[] {
  const journal = readFileSync(join(kiosk.data, 'ledger', 'journal'), 'latin1');
  const entries = journal.matchAll(
    /\{"code":"(E-[A-Z]+-\d+)","event":"device-health","part":"(\w+)","state":"(\w+)"\}/g,
  );
  return [...entries].map(([, code, part, state]) => `${part} ${state} ${code}`);
}

test('the running kiosk is asked for its devices; all of them are good', async () => {
  const report = await doctor();
  assert.is(report.askedBy, 'kiosk');
  for (const part of ['kiosk', 'bridge', 'reader', 'sam', 'decoder', 'printer', 'paper', 'board', 'cameras'])
    assert.equal([part, partOf(report, part)?.code], [part, null]);
  assert.equal(report.ladders.map(({ device }) => device).sort(), ['board', 'printer', 'reader']);
  const metrics = await (await fetch(`${kiosk.url}/metrics`)).text();
  assert.match(metrics, /^kiosk_recovery_steps\{device="reader",step="respawn"\} 0$/m);
  assert.match(metrics, /^kiosk_printer_state\{state="ready"\} 1$/m);
  assert.match(metrics, /^kiosk_board_link\{link="ready"\} 1$/m);
});

test('paper that is out and a reader that is gone are told with what to do, and the log is told once each', async () => {
  await command('sim', 'printer', 'paper-out');
  await command('sim', 'reader', 'gone');
  await eventually('the log', () => healthEntries().length >= 2, 30_000);
  assert.equal(healthEntries().sort(), ['paper bad E-PRINT-001', 'reader bad E-CARD-012']);
  const { code, stdout } = await command('doctor');
  assert.is(code, 1);
  assert.match(stdout, /^BAD +reader +E-CARD-012 /m);
  assert.match(stdout, /^BAD +paper +E-PRINT-001 .*\n +The printer has no paper/m);
  assert.match(stdout, /^ +To do: Put in a new roll/m);
  assert.match(stdout, /^to mend: .*reader, .*paper/m);
  assert.match(stdout, /^ +silent +pcsc-paged .*\n/m);
});

test('a serial reader that the running kiosk holds is said to be held; nothing is tried', async () => {
  await command('config', 'set', 'reader.profile', 'generic-serial-sam');
  const { code, stderr } = await command('card', 'read');
  assert.is(code, 1);
  assert.match(stderr, /^E-HEALTH-016 .*\nthe kiosk that runs \(process \d+\) holds the serial reader/);
});

test.run();
