import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { modelsFolder } from '../../config/index.ts';
import { FaceReader, SecretMemory } from '../../device-daemon/face/index.ts';
import type { TurnSide } from '../../domain/index.ts';
import {
  type Actor,
  ATTACKS,
  type AttackKind,
  Chance,
  cardPhotoFrom,
  cardPhotoPicture,
  darkRoom,
  deafTo,
  headOf,
  LIVING,
  mixingUpSides,
  type Person,
  PLAIN_LOOK,
  twoPeople,
  willingPerson,
} from '../fixtures/face/index.ts';
import { FaceTries, type TryShown } from '../support/face-try.ts';

const memory = new SecretMemory();
const tries = new FaceTries(await FaceReader.load(modelsFolder(), memory), memory);

const person = async (name: Person): Promise<Actor> => willingPerson(await headOf(name));

/** Shows an actor to one try against Anna's card. */
async function show(actor: Actor, side: TurnSide = 'left', seconds?: number): Promise<TryShown> {
  await tries.takeCard(await cardPhotoPicture('annaOnCard'));
  const drawSide = (): TurnSide => side;
  return tries.show(actor, new Chance('draw'), seconds === undefined ? { drawSide } : { drawSide, seconds });
}

test('the person of the card is matched on another photograph, turning to either side', async () => {
  for (const side of ['left', 'right'] as const) {
    const shown = await show(await person('anna'), side);
    assert.is(shown.result, 'matched', side);
    assert.ok(shown.score > 0.5);
    assert.ok(shown.hints.includes(side === 'left' ? 'turn-left' : 'turn-right'));
  }
});

test('other people are alive and not matched', async () => {
  for (const name of ['berta', 'dora'] as const) {
    const shown = await show(await person(name));
    assert.is(shown.result, 'not-matched', name);
    assert.ok(shown.score < 0.3);
  }
});

test('a person who does not turn is not live', async () => {
  assert.is((await show(deafTo(await person('anna')), 'left', 5)).result, 'not-live');
});

test('a turn to the other side only is not live', async () => {
  assert.is((await show(mixingUpSides(await person('anna')), 'left', 6)).result, 'not-live');
});

/** The most telling of each family, without those that may be lucky; the benchmark shows every kind many times. */
const NEVER_LIVE: readonly AttackKind[] = [
  'print-tilted',
  'print-bent',
  'screen-still',
  'cut-out-eyes',
  'two-faces-changing',
  'swap-cut',
  'swap-slide',
  'frozen-picture',
];

for (const [run, kind] of NEVER_LIVE.entries())
  test(`an attack is never matched: ${kind}`, async () => {
    const [victim, attacker] = [await headOf(run % 2 === 0 ? 'berta' : 'dora'), await headOf('anna')];
    await tries.takeCard(cardPhotoFrom(victim.picture));
    const actor = ATTACKS[kind]({ victim, attacker }, new Chance(`${kind}/unit`), PLAIN_LOOK);
    const shown = await tries.show(actor, new Chance(kind), { seconds: 6 });
    // Who shows the own face in the end is alive and somebody else.
    const kept = LIVING.has(kind) ? ['not-live', 'no-face', 'not-matched'] : ['not-live', 'no-face'];
    assert.ok(kept.includes(shown.result), `${kind}: ${shown.result} ${shown.hints.join(' ')}`);
    if (shown.result === 'not-matched') assert.ok(shown.score < 0.3, `${kind}: ${shown.score}`);
  });

test('two people are told to come one by one', async () => {
  const shown = await show(
    twoPeople(await headOf('anna'), await headOf('berta'), new Chance('two')),
    'left',
    1,
  );
  assert.is(shown.result, 'no-face');
  assert.equal([...new Set(shown.hints)], ['one-person']);
});

test('in the dark there is no face, and more light is asked for', async () => {
  const shown = await show(darkRoom(new Chance('dark')), 'left', 1);
  assert.equal([shown.result, shown.score, ...shown.hints], ['no-face', -1, 'more-light']);
});

test('when one person is followed by another, everything begins anew', async () => {
  const [one, other] = [await person('anna'), await person('berta')];
  const swapped: Actor = {
    frameAt: (atMs, hint) => (hint.startsWith('turn') ? other : one).frameAt(atMs, hint),
  };
  assert.is.not((await show(swapped, 'left', 6)).result, 'matched');
});

test.run();
