import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { dataFolder, writeFileDurably } from '../../config/index.ts';
import { lineKeyText, writeEnrolRequest } from '../../domain/county/index.ts';
import {
  installTrust,
  lineCertificateHolds,
  loadOrMakeDeviceKeys,
  loadOrMakeLineKey,
  type Trust,
} from '../identity/index.ts';
import { SettingsStore } from '../settings/index.ts';
import { fileOrEnd, valueOrEnd } from './end-with.ts';
import { explain } from './explain.ts';

/** `kiosk enrol …`: how a device and its county come to know each other. */
export function registerEnrol(program: Command): void {
  const enrol = program.command('enrol').description('make this device known to its county');
  enrol
    .command('request')
    .description("write this device's request; nothing in it is secret")
    .requiredOption('-o, --out <file>', 'file to write')
    .action(async ({ out }: { out: string }) => {
      const { device } = valueOrEnd(program, await SettingsStore.open(dataFolder())).get();
      const keys = valueOrEnd(program, await loadOrMakeDeviceKeys(dataFolder(), device.id));
      const lineKey = valueOrEnd(program, loadOrMakeLineKey(dataFolder()));
      const request = writeEnrolRequest(
        {
          format: 'youfu-enrol/1',
          device: device.id,
          station: device.station,
          ledgerKey: keys.ledgerVkey,
          recipient: keys.ageRecipient,
          lineKey: lineKeyText(lineKey),
        },
        keys.ledgerKey,
      );
      fileOrEnd(program, out, () => writeFileDurably(out, request, 0o644));
      console.log(`request of ${device.id}: take it to the county`);
    });
  enrol
    .command('trust <file>')
    .description("install the county's answer")
    .action(async (file: string) => {
      const text = fileOrEnd(program, file, () => readFileSync(file, 'utf8'));
      const trust = valueOrEnd(program, await installTrust(dataFolder(), text));
      console.log(`trusts: ${trust.county}, key ${trust.verifierKey}`);
      console.log(lineWords(trust));
    });
}

function lineWords({ line }: Trust): string {
  if (line === null) return 'line: no certificate; the log goes to the county on a stick';
  const holds = lineCertificateHolds(line, Date.now());
  return `line: ${holds.ok ? `certificate until ${holds.value}` : explain(holds.error)}; in force from the kiosk's next start`;
}
