/**
 * Process entry: runs the cases that its parent names, and says of each that went wrong what it was. The number of the
 * case under way stands in a file, so that the parent knows it when this process hangs or crashes.
 */
import { openSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { ChildOrder, type ChildWord, ENOUGH_FINDINGS, PROGRESS_BYTES, writeProgress } from './child-words.ts';
import { corpusOf } from './corpus.ts';
import { Random } from './random.ts';
import { caseOf, type FuzzTarget } from './target.ts';
import { TARGETS } from './targets/index.ts';

const [progressPath] = z.tuple([z.string()]).parse(process.argv.slice(2));
const progress = openSync(progressPath, 'r+');
const mark = Buffer.alloc(PROGRESS_BYTES);

function say(word: ChildWord): void {
  process.send?.(word);
}

/** What went wrong, with its place; undefined when nothing did. */
async function trouble(target: FuzzTarget, input: Uint8Array, random: Random): Promise<string | undefined> {
  try {
    // Most targets are synchronous: a turn of the loop for each case would cost more than the case.
    const running = target.run(input, random);
    if (running !== undefined) await running;
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

async function work(order: ChildOrder, number: number): Promise<void> {
  const target = TARGETS.find(({ name }) => name === order.target);
  if (target === undefined) throw new Error(`no target ${order.target}`);
  let findings = 0;
  const feed = async (at: number, what: string, input: Uint8Array, random: Random): Promise<void> => {
    writeSync(progress, writeProgress({ order: number, at }, mark), 0, PROGRESS_BYTES, 0);
    const message = await trouble(target, input, random);
    if (message === undefined) return;
    findings++;
    say({ say: 'finding', target: target.name, what, message, inputHex: Buffer.from(input).toString('hex') });
  };
  if (order.corpus)
    for (const [i, { name, input }] of corpusOf(target.name).entries())
      await feed(-1 - i, name, input, new Random(name));
  const seeds = await target.seeds();
  for (let index = order.from; index < order.to && findings < ENOUGH_FINDINGS; index++) {
    const { input, random } = caseOf(target, seeds, order.seed, index);
    await feed(index, `${target.name}:${index}`, input, random);
  }
  await target.close?.();
}

// What the code under test leaves to itself must not fail either.
process.on('unhandledRejection', (error) => {
  throw error;
});
process.on('message', async (raw) => {
  for (const [number, order] of z.array(ChildOrder).parse(raw).entries()) await work(order, number);
  say({ say: 'done', residentBytes: process.memoryUsage.rss() });
});
process.on('disconnect', () => process.exit(0));
