/** `npm run crash -- --kills 200 [--seed TEXT]`: ends with 1 when anything was lost, half, double or unsound. */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { crash } from './run.ts';
import { summaryOf, violationsOf } from './summary.ts';

// The kiosk has a process group of its own, which Ctrl-C does not reach: it ends when this process exits.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
const kills = z.coerce
  .number()
  .int()
  .min(1)
  .max(250)
  .parse(values.kills ?? '200');
const seed = values.seed ?? randomUUID().slice(0, 8);
console.log(`crash: ${kills} kills, seed ${seed}`);
const report = await crash(kills, seed, (line) => console.log(line));
const violations = violationsOf(report);
for (const violation of violations) console.log(`VIOLATION ${violation}`);
console.log(summaryOf(report, seed));
process.exit(violations.length === 0 ? 0 : 1);
