/** Runs one program to its end with this terminal, passes signals on, and takes over its exit code. */
import { spawn } from 'node:child_process';
import { ROOT } from './step.mjs';

/** With this code a kiosk asks to be started again (EX_TEMPFAIL); on average once a minute at the most. */
const RESTART_EXIT_CODE = 75;
const RESTART_EVERY_MS = 60_000;

/**
 * Starts `node ARGS…` in the package's folder and ends with its exit code. Ctrl-C reaches the program through
 * the terminal's process group, other signals are handed on, so that nothing is left running.
 */
export function follow(args, env = {}) {
  let child;
  const started = performance.now();
  const start = () => {
    child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('exit', (code, signal) => {
      const restarts = (performance.now() - started) / RESTART_EVERY_MS;
      if (code === RESTART_EXIT_CODE && ++restarted <= 1 + restarts) setTimeout(start, 1000);
      else process.exit(code ?? (signal === null ? 1 : 128));
    });
  };
  let restarted = 0;
  start();
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm killed hard cannot pass a signal on: this process then gets another parent.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 1000).unref();
}
