import { assign } from 'xstate';
import { WITH_RECORD } from './chart-power.ts';
import { changed, chartSetup, visitOf } from './chart-setup.ts';

/** The record is sealed, appended and fsynced before anybody reads 办好了. A lifted card changes nothing. */
export const committing = chartSetup.createStateConfig({
  id: 'committing',
  meta: { screen: 'saving' },
  invoke: {
    src: 'commit',
    input: ({ context }) => visitOf(context),
    onDone: [
      {
        guard: ({ event }) => event.output.ok,
        target: 'committed',
        actions: assign(({ context, event }) =>
          event.output.ok ? changed(context, { place: event.output.value, slip: 'printing' }) : {},
        ),
      },
      {
        target: '#waitForStaff',
        actions: assign(({ event }) => ({ outage: event.output.ok ? null : event.output.error.code })),
      },
    ],
    onError: '#waitForStaff',
  },
  after: { workBound: '#waitForStaff' },
  on: {
    'card-removed': { actions: 'cardIsAway' },
    'card-inserted': { actions: 'cardIsThere' },
    'card-unwatched': {},
    ...WITH_RECORD,
  },
});

export const committed = chartSetup.createStateConfig({
  meta: { screen: 'saving' },
  always: [
    { guard: ({ context }) => context.visit?.outcome === 'PENDING_COUNTY', target: 'noted' },
    { target: 'done' },
  ],
});

/** Half a slip in the cutter helps nobody: while the power is failing none is begun. */
const deciding = (screen: 'done' | 'noted' | 'already-confirmed') =>
  chartSetup.createStateConfig({
    meta: { screen },
    always: [
      {
        guard: 'powerFails',
        target: 'shown',
        actions: assign(({ context }) => changed(context, { slip: 'not-printed' })),
      },
      { target: 'printing' },
    ],
  });

const slip = (screen: 'done' | 'noted' | 'already-confirmed') =>
  chartSetup.createStateConfig({
    meta: { screen },
    invoke: {
      src: 'printSlip',
      input: ({ context }) => visitOf(context),
      onDone: {
        target: 'shown',
        actions: assign(({ context, event }) => changed(context, { slip: event.output })),
      },
      onError: { target: 'shown', actions: 'slipUnsure' },
    },
    // It may have come out all the same: people are asked to look.
    after: { printBound: { target: 'shown', actions: 'slipUnsure' } },
  });

/** Stays long enough to read; longer when the number on the screen is all there is (X12). */
const shown = (screen: 'done' | 'noted') =>
  chartSetup.createStateConfig({
    meta: { screen },
    after: {
      doneStays: { guard: ({ context }) => context.visit?.slip === 'printed', target: '#wiping' },
      numberStays: '#wiping',
    },
    on: { 'act:leave': '#wiping' },
  });

const closingEdges = {
  'card-removed': { actions: 'cardIsAway' },
  // What is durable stays so, whoever watches the card.
  'card-unwatched': {},
  ...WITH_RECORD,
  // Unguarded second branch: a bridge that was started again announces the card that lies there anew.
  'card-inserted': [
    { guard: 'cardIsNew', actions: 'rememberNextCard', target: '#wiping' },
    { actions: 'cardIsThere' },
  ],
} as const;

/** 办好了. */
export const done = chartSetup.createStateConfig({
  initial: 'deciding',
  meta: { screen: 'done' },
  on: closingEdges,
  states: { deciding: deciding('done'), printing: slip('done'), shown: shown('done') },
});

/** Staff and county go on with it. */
export const noted = chartSetup.createStateConfig({
  initial: 'deciding',
  meta: { screen: 'noted' },
  on: closingEdges,
  states: { deciding: deciding('noted'), printing: slip('noted'), shown: shown('noted') },
});

/** X7: already done this year; the slip may be had again, marked as a copy. */
export const alreadyConfirmed = chartSetup.createStateConfig({
  initial: 'asking',
  meta: { screen: 'already-confirmed' },
  on: {
    'card-removed': { actions: 'cardIsAway', target: '#wiping' },
    'card-inserted': closingEdges['card-inserted'],
    'card-unwatched': {},
    'act:leave': '#wiping',
    ...WITH_RECORD,
  },
  states: {
    asking: {
      meta: { screen: 'already-confirmed' },
      after: { patience: '#wiping' },
      on: {
        'act:reprint': {
          target: 'deciding',
          actions: assign(({ context }) => changed(context, { slip: 'printing' })),
        },
        touched: { target: 'asking', reenter: true },
      },
    },
    deciding: deciding('already-confirmed'),
    printing: slip('already-confirmed'),
    shown: { meta: { screen: 'already-confirmed' }, after: { numberStays: '#wiping' } },
  },
});

/** X22: thanks, no pressure, nothing kept but the event; a slip with the other ways. */
export const declining = chartSetup.createStateConfig({
  meta: { screen: 'declined' },
  entry: assign(({ context }) => changed(context, { outcome: 'DECLINED_ALL' })),
  invoke: {
    src: 'commit',
    input: ({ context }) => visitOf(context),
    onDone: {
      target: 'declined',
      actions: assign(({ context, event }) =>
        event.output.ok ? changed(context, { place: event.output.value }) : {},
      ),
    },
    onError: 'declined',
  },
  after: { workBound: 'declined' },
  on: {
    'card-removed': { actions: 'cardIsAway' },
    'card-inserted': { actions: 'cardIsThere' },
    'card-unwatched': {},
    ...WITH_RECORD,
  },
});

export const declined = chartSetup.createStateConfig({
  meta: { screen: 'declined' },
  initial: 'deciding',
  after: { doneStays: '#wiping' },
  on: {
    'act:leave': '#wiping',
    'card-removed': { target: '#wiping', actions: 'cardIsAway' },
    'card-inserted': closingEdges['card-inserted'],
    'card-unwatched': {},
    ...WITH_RECORD,
  },
  states: {
    deciding: {
      meta: { screen: 'declined' },
      always: [{ guard: 'powerFails', target: 'thanked' }, { target: 'printing' }],
    },
    // The slip tells the other ways; whether it came out changes nothing here.
    printing: {
      meta: { screen: 'declined' },
      invoke: {
        src: 'printSlip',
        input: ({ context }) => visitOf(context),
        onDone: 'thanked',
        onError: 'thanked',
      },
    },
    thanked: { meta: { screen: 'declined' } },
  },
});
