import type { Command } from 'commander';
import { dataFolder, loadPrinterProfile, loadReceiptWording } from '../../config/index.ts';
import { ok, type PrintOutcome, type Result } from '../../domain/index.ts';
import { openPrinter } from '../../firmware-bridge/printer/index.ts';
import { bridgeOfSettings, readSimulatedHardware } from '../bridge-link/index.ts';
import { testSlip } from '../receipts/index.ts';
import { SettingsStore } from '../settings/index.ts';
import { explain } from './explain.ts';

/** `kiosk print …`: the device's printer, without the daemon. */
export function registerPrint(program: Command): void {
  const print = program.command('print').description('try the receipt printer of the settings');
  print
    .command('test')
    .description('print a test page: Chinese, rare characters, QR code')
    .action(async () => {
      const outcome = await printTestPage(dataFolder());
      if (outcome.ok) console.log(`${outcome.value.outcome} (${Math.round(outcome.value.tookMs)} ms)`);
      if (!outcome.ok) console.error(explain(outcome.error));
      else if (outcome.value.code !== null) console.error(explain({ code: outcome.value.code }));
      process.exitCode = outcome.ok && ['printed', 'not-taken'].includes(outcome.value.outcome) ? 0 : 1;
    });
}

/** Prints the test page on the printer of the settings in `folder`, or on the simulated one that stands for it. */
async function printTestPage(folder: string): Promise<Result<PrintOutcome>> {
  const store = await SettingsStore.open(folder);
  if (!store.ok) return store;
  const settings = store.value.get();
  const { device, panel } = settings;
  const { printer } = bridgeOfSettings(settings, readSimulatedHardware(folder)).options;
  const profile = loadPrinterProfile(printer.profile);
  if (!profile.ok) return profile;
  const wording = loadReceiptWording(panel.language);
  if (!wording.ok) return wording;
  const page = testSlip(
    { station: device.station, device: device.id, printer: printer.profile, at: Date.now() },
    wording.value,
  );
  const opened = openPrinter(printer, profile.value);
  const outcome = await opened.print(page);
  await opened.close();
  return ok(outcome);
}
