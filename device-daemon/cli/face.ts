import { once } from 'node:events';
import type { Command } from 'commander';
import { valueOrEnd } from './end-with.ts';
import { explain } from './explain.ts';
import { scorePairs } from './score-pairs.ts';

/** Scores are handed to the standard output in pieces of so many characters: there may be millions of lines. */
const PIECE = 32_768;

/** Registers `kiosk face …`. */
export function registerFace(program: Command): void {
  program
    .command('face')
    .description('the face comparison, by hand')
    .command('score PAIRS')
    .description(
      'one score a line for a CSV of two image paths a line, card first; -1 where no face was found. ' +
        'Broken lines are named on the standard error and end the run with exit status 1, after all others',
    )
    .action(async (pairs: string) => {
      const out = new PieceWriter();
      const broken = await scorePairs(pairs, {
        score: (line) => out.line(line),
        broken: (error) => console.error(explain(error)),
      });
      await out.flush();
      if (valueOrEnd(program, broken) > 0) process.exitCode = 1;
    });
}

/** Writes lines to the standard output, no faster than they are taken. */
class PieceWriter {
  private waiting = '';

  /** Takes a line; gives a promise when the run must wait. */
  line(text: string): void | Promise<void> {
    this.waiting += `${text}\n`;
    return this.waiting.length < PIECE ? undefined : this.flush();
  }

  async flush(): Promise<void> {
    const piece = this.waiting;
    this.waiting = '';
    if (piece !== '' && !process.stdout.write(piece)) await once(process.stdout, 'drain');
  }
}
