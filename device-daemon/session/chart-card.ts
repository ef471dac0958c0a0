import { assign } from 'xstate';
import { ageOn, dayInChina, otherCardOf } from '../../domain/index.ts';
import { leftFace } from './chart-face.ts';
import { type ChartContext, changed, chartSetup, WAITING } from './chart-setup.ts';

/** Age from which a person decides alone about the own face (PIPL Art. 31). */
const FACE_FROM_AGE = 14;

function isChild({ visit }: ChartContext): boolean {
  if (visit?.card == null) return false;
  return ageOn(visit.card.birth, dayInChina(Date.parse(visit.startedAt))) < FACE_FROM_AGE;
}

/** Reads the card; a card pulled meanwhile, or one that can't be read, is asked for again (X1). */
export const reading = chartSetup.createStateConfig({
  id: 'reading',
  meta: { screen: 'reading' },
  entry: assign(({ context }) => changed(context, { readTries: (context.visit?.readTries ?? 0) + 1 })),
  invoke: {
    src: 'readCard',
    onDone: [
      {
        guard: ({ event }) => event.output.ok,
        target: 'lookingUp',
        actions: assign(({ context, event }) =>
          event.output.ok
            ? changed(context, {
                card: event.output.value.identity,
                readHow: event.output.value.readHow,
                hasPhoto: event.output.value.hasPhoto,
                cardExpired: event.output.value.expired,
              })
            : {},
        ),
      },
      {
        guard: ({ event }) => !event.output.ok && otherCardOf(event.output.error.code) !== undefined,
        target: 'otherCard',
        actions: assign(({ context, event }) =>
          event.output.ok
            ? {}
            : changed(context, { otherCard: otherCardOf(event.output.error.code) ?? null }),
        ),
      },
      { target: 'unreadable' },
    ],
    onError: 'unreadable',
  },
  after: { readBound: 'unreadable' },
  on: {
    'card-removed': { target: 'unreadable', actions: 'cardIsAway' },
    'card-inserted': { target: 'reading', reenter: true, actions: 'cardIsThere' },
    // The read itself fails, and the card is asked for again.
    'card-unwatched': {},
  },
});

/** X1: turned, wrapped, worn. After three tries the sentence asks for staff; the card may still be tried again. */
export const unreadable = chartSetup.createStateConfig({
  meta: { screen: 'unreadable' },
  after: WAITING.after,
  on: {
    'card-inserted': { target: 'reading', actions: 'cardIsThere' },
    'card-removed': { actions: 'cardIsAway' },
    'card-unwatched': {},
    'act:staff': '#helpWanted',
    'act:leave': '#abandoning',
    touched: { target: 'unreadable', reenter: true },
  },
});

/** X2: a bank card, a transport card, 优待证: each gets its own sentence, as far as the reader can tell them. */
export const otherCard = chartSetup.createStateConfig({
  meta: { screen: 'other-card' },
  after: WAITING.after,
  on: {
    'card-removed': { target: '#abandoning', actions: 'cardIsAway' },
    'card-unwatched': {},
    // The bridge, started again, announces what lies there anew: it may be an identity card by now.
    'card-inserted': { target: 'reading', actions: 'cardIsThere' },
    'act:staff': '#helpWanted',
    'act:leave': '#abandoning',
    touched: { target: 'otherCard', reenter: true },
  },
});

/** Roster and ledger decide which of five ways the visit goes. */
export const lookingUp = chartSetup.createStateConfig({
  meta: { screen: 'reading' },
  invoke: {
    src: 'lookUp',
    input: ({ context }) => ({ idNumber: context.visit?.card?.idNumber ?? '' }),
    onDone: [
      {
        guard: ({ event }) => !event.output.ok,
        target: '#waitForStaff',
        actions: assign(({ event }) => ({
          outage: event.output.ok ? null : event.output.error.code,
        })),
      },
      {
        target: 'found',
        actions: assign(({ context, event }) =>
          event.output.ok ? changed(context, event.output.value) : {},
        ),
      },
    ],
    onError: '#waitForStaff',
  },
  after: { workBound: '#waitForStaff' },
  on: { 'card-removed': WAITING.cardRemoved },
});

export const found = chartSetup.createStateConfig({
  meta: { screen: 'reading' },
  always: [
    // X7: one confirmation a year; a second visit may have its slip again.
    {
      guard: ({ context }) => context.visit?.earlier != null,
      target: 'alreadyConfirmed',
      actions: 'logRepeat',
    },
    // X5: not on this roster; the county hears of it.
    {
      guard: ({ context }) => context.visit?.row === null,
      target: 'notOnRoster',
      actions: assign(({ context }) => changed(context, { countyReason: 'not-on-roster' })),
    },
    // X13: the register is asked to look again; a machine tells nobody that they are dead.
    {
      guard: ({ context }) => context.visit?.row?.status === 'deceased',
      target: 'staff',
      actions: assign(({ context }) => changed(context, { countyReason: 'alive-claim' })),
    },
    { target: 'greeting' },
  ],
});

/** 今年还没有确认, 现在办吗? */
export const greeting = chartSetup.createStateConfig({
  meta: { screen: 'greeting' },
  after: WAITING.after,
  on: {
    'card-removed': WAITING.cardRemoved,
    'act:begin': [
      {
        guard: ({ context }) => isChild(context),
        target: 'staff',
        actions: assign(({ context }) => leftFace(context, 'child')),
      },
      { guard: ({ context }) => context.visit?.hasPhoto === true, target: 'faceConsent' },
      // Without a decoded photo there is nothing to compare with: staff, never a guess.
      { target: 'staff', actions: assign(({ context }) => leftFace(context, 'no-card-photo')) },
    ],
    'act:staff': 'staff',
    'act:decline': 'declining',
    touched: { target: 'greeting', reenter: true },
  },
});

/** X5: 这里没找到您的名字, 不用急. */
export const notOnRoster = chartSetup.createStateConfig({
  meta: { screen: 'not-on-roster' },
  after: WAITING.after,
  on: {
    'card-removed': WAITING.cardRemoved,
    'act:staff': 'staff',
    'act:leave': { target: 'committing', actions: 'toCounty' },
    touched: { target: 'notOnRoster', reenter: true },
  },
});
