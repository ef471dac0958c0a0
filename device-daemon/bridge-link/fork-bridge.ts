import { type ChildProcess, fork } from 'node:child_process';
import { BRIDGE_OPTIONS_ENV, type BridgeOptions, OVERWRITE_FREED } from '../../config/index.ts';
import { bridgeEntry } from '../../firmware-bridge/index.ts';

/** A new bridge process for these devices. `env` is added to this process's environment. */
export function forkBridge(options: BridgeOptions, env: Readonly<Record<string, string>> = {}): ChildProcess {
  return fork(bridgeEntry(), [], {
    serialization: 'advanced',
    execArgv: ['--enable-source-maps'],
    env: { ...process.env, ...OVERWRITE_FREED, ...env, [BRIDGE_OPTIONS_ENV]: JSON.stringify(options) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}
