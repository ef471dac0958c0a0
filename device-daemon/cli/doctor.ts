import type { Command } from 'commander';
import { dataFolder } from '../../config/index.ts';

/** `kiosk doctor`: the self-test. Ends with 1 when a part is bad. */
export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('test every part of this device; changes nothing')
    .option('--json', 'one JSON document instead of lines', false)
    .option('--data <folder>', 'data folder (KIOSK_DATA)')
    .action(async (asked: { json: boolean; data?: string }) => {
      const { selfTest } = await import('../health/index.ts');
      const findings = await selfTest(asked.data ?? dataFolder());
      const sound = findings.every((finding) => finding.state === 'good');
      if (asked.json) console.log(JSON.stringify({ sound, findings }, null, 2));
      else
        for (const { part, state, code, detail } of findings)
          console.log(`${state.padEnd(4)} ${part.padEnd(8)} ${code === null ? '' : `${code} `}${detail}`);
      process.exit(sound ? 0 : 1);
    });
}
