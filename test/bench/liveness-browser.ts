import { type FaceStepShown, FaceVisits } from '../e2e/face-visits.ts';
import {
  ATTACKS,
  Chance,
  cardPhotoFrom,
  drawnLook,
  FILMS,
  type Head,
  headOf,
  livingPerson,
  PEOPLE,
} from '../fixtures/face/index.ts';
import type { BenchLine } from './bench-line.ts';
import { type LivenessCount, linesOf, newCount } from './liveness-count.ts';
import type { LivenessOptions } from './liveness-options.ts';

const TRY_SECONDS = 15;
/** Visits of each kind when the command line says nothing: each takes half a minute. */
const VISITS = 2;

/** The same renderings before a whole kiosk: real browser, real camera path, real time; two tries a visit. */
export async function browserLiveness(options: LivenessOptions): Promise<BenchLine[]> {
  const heads: Head[] = [];
  for (const person of PEOPLE) heads.push(await headOf(person));
  const head = (index: number): Head => {
    const one = heads[index % heads.length];
    if (one === undefined) throw new Error('nobody to sit');
    return one;
  };
  const waiting = livingPerson(head(0), new Chance('waiting'), drawnLook(new Chance('waiting')));
  const visits = await FaceVisits.open(waiting, TRY_SECONDS);
  const lines: BenchLine[] = [];
  try {
    for (const kind of options.kinds) {
      const count = newCount();
      const runs = (kind === 'genuine' ? options.genuine : options.attacks) ?? VISITS;
      for (let run = 0; run < runs; run++) {
        const chance = new Chance(`${options.seed}/browser/${kind}/${run}`);
        // JPEG is left out: it would take the time of a frame of its own.
        const look = { ...drawnLook(chance), jpeg: 0, coarseness: 1 };
        const [victim, attacker] = [head(run), head(run + 1)];
        const actor =
          kind === 'genuine'
            ? livingPerson(victim, chance, look)
            : ATTACKS[kind]({ victim, attacker }, chance, look);
        const shown = await visits.visit(actor, cardPhotoFrom(victim.picture));
        takeVisit(count, shown, kind !== 'genuine' && FILMS.has(kind));
        if (options.each) console.log(kind, run, shown.screen, shown.tries.join(), shown.hints.join(' '));
      }
      lines.push(...linesOf(kind, count, '-browser'));
    }
  } finally {
    await visits.close();
  }
  return lines;
}

/** Adds what one visit came to: live when any of its tries was. */
function takeVisit(count: LivenessCount, { screen, tries, hints }: FaceStepShown, film: boolean): void {
  const live = tries.some((result) => result === 'matched' || result === 'not-matched');
  const sides = hints.filter((hint) => hint === 'turn-left' || hint === 'turn-right');
  count.runs++;
  if (live) count.live++;
  if (screen === 'contact') count.matched++;
  if (live && film && sides.at(-1) !== sides.at(-2)) count.inFilmsOrder++;
}
