import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { countyFolder, dataFolder } from '../../config/index.ts';
import type { RunOptions } from './run-kiosk.ts';

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError('not a TCP port');
  return value;
}

/** `kiosk run`: the daemon, with `--simulated` all of its hardware and a made-up county too. */
export function registerRun(program: Command): void {
  program
    .command('run')
    .description('run the kiosk')
    .option('--simulated', 'with simulated hardware, made-up people and a made-up county', false)
    .option('--port <port>', 'of page and websocket, on the loopback; 0 takes a free one', port, 8650)
    .option('--printer-port <port>', 'of the simulated printer', port, 9100)
    .option('--county-port <port>', 'for the county to pull the log, in place of county.port', port)
    .option('--data <folder>', 'data folder (KIOSK_DATA)')
    .option('--config <folder>', 'configuration folder (KIOSK_CONFIG)')
    .option('--log <where>', 'stdout or file', 'file')
    .action(async (asked: AskedOptions) => {
      if (asked.config !== undefined) process.env.KIOSK_CONFIG = asked.config;
      const data = resolve(asked.data ?? dataFolder());
      const options: RunOptions = {
        dataFolder: data,
        // A kiosk that was put somewhere else gets a county of its own beside it.
        countyFolder: countyFolder({ COUNTY_DATA: process.env.COUNTY_DATA ?? join(data, '..', 'county') }),
        port: asked.port,
        printerPort: asked.printerPort,
        ...(asked.countyPort === undefined ? {} : { countyPort: asked.countyPort }),
        simulated: asked.simulated,
        log: asked.log === 'stdout' ? 'stdout' : 'file',
      };
      const { runKiosk } = await import('./run-kiosk.ts');
      await runKiosk(options);
    });
}

interface AskedOptions {
  readonly simulated: boolean;
  readonly port: number;
  readonly printerPort: number;
  readonly countyPort?: number;
  readonly data?: string;
  readonly config?: string;
  readonly log: string;
}
