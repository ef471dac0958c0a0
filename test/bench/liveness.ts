import { modelsFolder } from '../../config/index.ts';
import { FaceReader, SecretMemory } from '../../device-daemon/face/index.ts';
import {
  ATTACKS,
  type AttackKind,
  Chance,
  cardPhotoFrom,
  drawnLook,
  FILMS,
  type Head,
  livingPerson,
} from '../fixtures/face/index.ts';
import { FaceTries, type TryShown } from '../support/face-try.ts';
import type { Bench, BenchLine } from './bench-line.ts';
import { browserLiveness } from './liveness-browser.ts';
import { type LivenessCount, linesOf } from './liveness-count.ts';
import { livenessOptions } from './liveness-options.ts';
import { sitters } from './liveness-sitters.ts';
import { TurnTrace } from './liveness-trace.ts';

/**
 * How often attacks of each kind are taken for living people, and living people are not (ISO/IEC 30107-3: APCER for
 * each kind, BPCER), on rendered frames: people of the demo photographs, or of `--dataset DIR`. `--browser` shows the
 * same to a whole kiosk through the browser's camera; `--trace` prints what was measured in the turns.
 */
export const liveness: Bench = {
  name: 'liveness',
  run: async () => {
    const options = livenessOptions(process.argv);
    if (options.browser) return browserLiveness(options);
    const memory = new SecretMemory();
    const reader = await FaceReader.load(modelsFolder(), memory);
    const tries = new FaceTries(reader, memory);
    const people = await sitters(options, reader);
    const person = (index: number): Head => {
      const head = people[index % people.length];
      if (head === undefined) throw new Error('nobody to sit');
      return head;
    };
    const show = async (kind: AttackKind | 'genuine', run: number, trace: TurnTrace): Promise<TryShown> => {
      const chance = new Chance(`${options.seed}/${kind}/${run}`);
      const look = drawnLook(chance);
      const victim = person(run);
      // Another in each round, never the victim.
      const attacker = person(run + 1 + (Math.floor(run / people.length) % (people.length - 1)));
      await tries.takeCard(cardPhotoFrom(victim.picture));
      const actor =
        kind === 'genuine'
          ? livingPerson(victim, chance, look)
          : ATTACKS[kind]({ victim, attacker }, chance, look);
      trace.begin();
      return tries.show(actor, new Chance(`${options.seed}/draw/${kind}/${run}`), { watch: trace.watch });
    };
    const lines: BenchLine[] = [];
    for (const kind of options.kinds) {
      const trace = new TurnTrace(memory);
      const count = newCount();
      const runs = kind === 'genuine' ? options.genuine : options.attacks;
      for (let run = 0; run < runs; run++) {
        const shown = await show(kind, run, trace);
        take(count, kind, shown);
        if (options.each)
          console.log(
            kind,
            run,
            shown.result,
            shown.score.toFixed(2),
            `${shown.atMs} ms`,
            shown.hints.join(' '),
          );
      }
      lines.push(...linesOf(kind, count));
      if (options.trace) for (const line of trace.quantiles(kind)) console.log(line);
    }
    return lines;
  },
};

export const newCount = (): LivenessCount => ({ runs: 0, live: 0, matched: 0, inFilmsOrder: 0, seconds: [] });

/** Adds what one try came to. */
export function take(count: LivenessCount, kind: AttackKind | 'genuine', shown: TryShown): void {
  const live = shown.result === 'matched' || shown.result === 'not-matched';
  count.runs++;
  if (live) count.live++;
  if (shown.result === 'matched') count.matched++;
  if (live && kind !== 'genuine' && FILMS.has(kind) && inFilmsOrder(shown)) count.inFilmsOrder++;
  if (live) count.seconds.push(shown.atMs / 1000);
}

/** Whether the last sides drawn are such as a film of turns to either side in turn shows too. */
function inFilmsOrder({ sides }: TryShown): boolean {
  return sides.length < 2 || sides.at(-1) !== sides.at(-2);
}
