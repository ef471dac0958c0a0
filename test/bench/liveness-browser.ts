import { type FaceStepShown, FaceVisits } from '../e2e/face-visits.ts';
import {
  ATTACKS,
  type AttackKind,
  Chance,
  cardPhotoFrom,
  drawnLook,
  FILMS,
  type Head,
  headOf,
  LIVING,
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
        takeVisit(count, kind, shown);
        if (options.each) console.log(kind, run, shown.screen, shown.tries.join(), shown.hints.join(' '));
      }
      lines.push(...linesOf(kind, count, '-browser'));
    }
  } finally {
    await visits.close();
  }
  return lines;
}

/** Adds what one visit came to: live when any of its tries was, of an attacker's own face only when it's matched. */
function takeVisit(
  count: LivenessCount,
  kind: AttackKind | 'genuine',
  { screen, tries, hints }: FaceStepShown,
): void {
  const alive = tries.some((result) => result === 'matched' || result === 'not-matched');
  const themself = kind !== 'genuine' && LIVING.has(kind) && screen !== 'contact';
  const live = alive && !themself;
  const sides = hints.filter((hint) => hint === 'turn-left' || hint === 'turn-right');
  count.runs++;
  if (live) count.live++;
  if (alive && themself) count.themselves++;
  if (screen === 'contact') count.matched++;
  if (live && kind !== 'genuine' && FILMS.has(kind) && sides.at(-1) !== sides.at(-2)) count.inFilmsOrder++;
}
