/** Runs one program to its end with this terminal, passes signals on, and takes over its exit code. */
import { spawn } from 'node:child_process';
import { ROOT } from './step.mjs';

/**
 * Starts `node ARGS…` in the package's folder and ends with its exit code. Ctrl-C reaches the program through
 * the terminal's process group, other signals are handed on, so that nothing is left running.
 */
export function follow(args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm killed hard cannot pass a signal on: this process then gets another parent.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 1000).unref();
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
}
