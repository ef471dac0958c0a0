/**
 * One step of set-up: a line of progress, and a stamp under build/.setup/ that says for which inputs it was
 * last done, so that the second run does nothing.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMPS = join(ROOT, 'build', '.setup');

/** Every file below `folder` whose name ends in one of `endings`, sorted; none when there is no folder. */
export function filesBelow(folder, endings) {
  if (!existsSync(folder)) return [];
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...filesBelow(path, endings));
    else if (endings.some((ending) => entry.name.endsWith(ending))) found.push(path);
  }
  return found.sort();
}

/** Hex SHA-256 over names and contents of `files` and over the loose `words`. */
export function hashOf(files, words = []) {
  const hash = createHash('sha256');
  for (const word of words) hash.update(`${word}\0`);
  for (const file of files) {
    hash.update(`${relative(ROOT, file)}\0`);
    hash.update(existsSync(file) ? readFileSync(file) : 'absent');
  }
  return hash.digest('hex');
}

/** A command's outcome was bad: set-up says so in one line and stops, or goes on where the step allows it. */
export class StepError extends Error {}

/** Runs a command, its output kept back and shown only when it ends badly. Throws StepError then. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
    env: { ...process.env, ...options.env },
  });
  if (done.status === 0) return done.stdout;
  const lines = `${done.stdout ?? ''}${done.stderr ?? ''}${done.error ?? ''}`.trim().split('\n');
  // npm tells the cause first and its manual after it, compilers tell it last.
  const shown = lines.length > 60 ? [...lines.slice(0, 20), '...', ...lines.slice(-40)] : lines;
  throw new StepError(
    `${command} ${args.join(' ')} ended with ${done.status ?? done.signal}\n${shown.join('\n')}`,
  );
}

/** Whether `command` is found on the PATH. */
export function onPath(command) {
  return (process.env.PATH ?? '').split(':').some((folder) => folder && existsSync(join(folder, command)));
}

const seconds = (since) => ((performance.now() - since) / 1000).toFixed(1);

/** Prints `title`, does `work`, prints how it went. `work` may return a short remark. */
export function step(title, work) {
  process.stdout.write(`set-up: ${title} ... `);
  const since = performance.now();
  try {
    const remark = work();
    console.log(`${remark ?? 'done'} (${seconds(since)} s)`);
  } catch (error) {
    console.log(`stopped (${seconds(since)} s)`);
    throw error;
  }
}

/**
 * As `step`, but left out when the stamp `name` holds `inputs` and every path of `outputs` is there.
 * The stamp is written only after `work` went well.
 */
export function stampedStep({ name, title, inputs, outputs }, work) {
  const stamp = join(STAMPS, name);
  step(title, () => {
    const same = existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs;
    if (same && outputs.every((path) => existsSync(path))) return 'already done';
    rmSync(stamp, { force: true });
    const remark = work();
    mkdirSync(STAMPS, { recursive: true });
    writeFileSync(stamp, inputs);
    return remark;
  });
}
