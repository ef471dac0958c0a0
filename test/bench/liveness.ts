import { modelsFolder } from '../../config/index.ts';
import { FaceReader, SecretMemory } from '../../device-daemon/face/index.ts';
import {
  type Actor,
  ATTACKS,
  type AttackKind,
  Chance,
  cardPhotoFrom,
  drawnLook,
  FILMS,
  type Head,
  LIVING,
  livingPerson,
} from '../fixtures/face/index.ts';
import { FaceTries, type TryShown } from '../support/face-try.ts';
import type { Bench, BenchLine } from './bench-line.ts';
import { browserLiveness } from './liveness-browser.ts';
import { type LivenessCount, linesOf, newCount } from './liveness-count.ts';
import { livenessOptions } from './liveness-options.ts';
import { sitters } from './liveness-sitters.ts';
import { TurnTrace } from './liveness-trace.ts';

/** Tries when the command line says nothing. */
const GENUINE = 200;
const ATTACKS_EACH = 20;
/** A score below this is of a face that isn't the card holder's. */
const THEMSELF_BELOW = 0.33;

/**
 * How often attacks of each kind are taken for living people, and living people are not (ISO/IEC 30107-3: APCER for
 * each kind, BPCER), on rendered frames: people of the demo photographs, or of `--dataset DIR`. `--browser` shows the
 * same to a whole kiosk through the browser's camera; `--trace` prints
 * what can be measured in the turns instead.
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
    const cast = (kind: AttackKind | 'genuine', run: number): { victim: Head; actor: Actor } => {
      const chance = new Chance(`${options.seed}/${kind}/${run}`);
      const look = drawnLook(chance);
      const victim = person(run);
      // Another in each round, never the victim.
      const attacker = person(run + 1 + (Math.floor(run / people.length) % (people.length - 1)));
      const actor =
        kind === 'genuine'
          ? livingPerson(victim, chance, look)
          : ATTACKS[kind]({ victim, attacker }, chance, look);
      return { victim, actor };
    };
    const lines: BenchLine[] = [];
    for (const kind of options.kinds) {
      const count = newCount();
      const trace = new TurnTrace(reader, memory);
      const runs =
        (kind === 'genuine' ? options.genuine : options.attacks) ??
        (kind === 'genuine' ? GENUINE : ATTACKS_EACH);
      for (let run = 0; run < runs; run++) {
        const { victim, actor } = cast(kind, run);
        const draws = new Chance(`${options.seed}/draw/${kind}/${run}`);
        if (options.trace) {
          await trace.show(actor, draws);
          continue;
        }
        await tries.takeCard(cardPhotoFrom(victim.picture));
        const shown = await tries.show(actor, draws, { seconds: options.seconds });
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
      if (options.trace) for (const line of trace.quantiles(kind)) console.log(line);
      else lines.push(...linesOf(kind, count));
    }
    return lines;
  },
};

/** Adds what one try came to. */
function take(count: LivenessCount, kind: AttackKind | 'genuine', shown: TryShown): void {
  const alive = shown.result === 'matched' || shown.result === 'not-matched';
  // Somebody who shows the own face in the end is alive and somebody else, which is right.
  const themself = kind !== 'genuine' && LIVING.has(kind) && shown.score < THEMSELF_BELOW;
  const live = alive && !themself;
  count.runs++;
  if (live) count.live++;
  if (alive && themself) count.themselves++;
  if (shown.result === 'matched') count.matched++;
  if (live && kind !== 'genuine' && FILMS.has(kind) && inFilmsOrder(shown)) count.inFilmsOrder++;
  if (live) count.seconds.push(shown.atMs / 1000);
}

/** Whether the last sides drawn are such as a film of turns to either side in turn shows too. */
function inFilmsOrder({ sides }: TryShown): boolean {
  return sides.length < 2 || sides.at(-1) !== sides.at(-2);
}
