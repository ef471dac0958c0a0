import type { Command } from 'commander';
import { dataFolder } from '../../config/index.ts';

/** `kiosk doctor`: the self-test. Ends with 1 when a part is bad. */
export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('test every part of this device; changes nothing, asks nothing outside')
    .option('--json', 'one JSON document instead of lines (docs/doctor.md)', false)
    .option('--every-port', 'ask every serial port when the reader is not there, whatever hangs on it', false)
    .option('--data <folder>', 'data folder (KIOSK_DATA)')
    .action(async (asked: { json: boolean; everyPort: boolean; data?: string }) => {
      const { selfTest } = await import('../health/index.ts');
      const { doctorLines } = await import('./doctor-lines.ts');
      const report = await selfTest(asked.data ?? dataFolder(), { everyPort: asked.everyPort });
      console.log(asked.json ? JSON.stringify(report, null, 2) : doctorLines(report).join('\n'));
      process.exit(report.sound ? 0 : 1);
    });
}
