import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { dataFolder } from '../../config/index.ts';
import { LedgerFault } from '../../ledger/index.ts';
import { loadDeviceKeys } from '../identity/index.ts';
import { verifyLedger } from '../ledger/index.ts';
import { endWith, valueOrEnd } from './end-with.ts';

/** `kiosk log …`: the device's log. */
export function registerLog(program: Command): void {
  const log = program.command('log').description("verify or export the device's log");
  log
    .command('verify [folder]')
    .description(
      "check a log whole: by default this device's, else one that was exported; exit code 1 on a fault",
    )
    .option('--key <vkey>', "the log's verifier key; by default this device's")
    .action((folder: string | undefined, options: { key?: string }) => verify(program, folder, options.key));
  log
    .command('export <folder>')
    .description('copy the signed log and its sealed blobs to a folder, such as one on a USB stick')
    .action(async (folder: string) => {
      const { deviceId } = valueOrEnd(program, await loadDeviceKeys(dataFolder()));
      const { exportStick } = await import('../county-api/index.ts');
      try {
        const { size, blobs } = await exportStick(ledgerFolder(), folder, deviceId);
        console.log(`exported: ${size} entries, ${blobs} blobs`);
      } catch (error) {
        if (error instanceof LedgerFault) endWith(program, { code: error.code, detail: error.message });
        endWith(program, { code: 'E-IDENTITY-007', detail: folder });
      }
    });
}

async function verify(program: Command, folder = ledgerFolder(), key?: string): Promise<void> {
  const vkey = key ?? valueOrEnd(program, await loadDeviceKeys(dataFolder())).ledgerVkey;
  if (!existsSync(folder)) endWith(program, { code: 'E-IDENTITY-007', detail: folder });
  const report = await verifyLedger(folder, vkey);
  for (const { code, file, record, what } of report.findings)
    console.error(`${code} ${record === null ? 'log' : `record ${record}`} (${file}): ${what}`);
  if (report.tornBytes > 0)
    console.log(`${report.tornBytes} bytes of an unfinished entry: the next start cuts them`);
  if (report.pruned > 0)
    console.log(`${report.pruned} entries at the beginning were pruned: only their hashes are here`);
  console.log(
    `${report.sound ? 'sound' : 'FAULTY'}: ${report.signed ?? 0} entries signed, ${report.size ?? 0} in the journal`,
  );
  if (!report.sound) process.exitCode = 1;
}

function ledgerFolder(): string {
  return join(dataFolder(), 'ledger');
}
