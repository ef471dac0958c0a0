import { assign, fromPromise } from 'xstate';
import { found, greeting, lookingUp, notOnRoster, otherCard, reading, unreadable } from './chart-card.ts';
import { check, checkedAgain } from './chart-check.ts';
import {
  alreadyConfirmed,
  committed,
  committing,
  declined,
  declining,
  done,
  noted,
} from './chart-closing.ts';
import { changeAddress, changePhone, contact, contactChoose, sign } from './chart-contact.ts';
import { face, faceConsent } from './chart-face.ts';
import { IN_VISIT, powerOut, powerPause, WITHOUT_VISIT } from './chart-power.ts';
import { type ChartContext, chartSetup, visitOf } from './chart-setup.ts';
import { staff } from './chart-staff.ts';
import type { VisitEffects, VisitStep } from './effects.ts';

/** The visit of one person, from the card on the reader to the wipe: the story of the product. */
const chart = chartSetup.createMachine({
  id: 'kiosk',
  context: ({ input }) => ({
    terms: input.terms,
    visit: null,
    cardOnReader: input.cardOnReader,
    nextCard: null,
    outage: null,
    paper: 'ok',
    powerFailing: false,
  }),
  initial: 'checking',
  on: {
    paper: { actions: 'setPaper' },
    power: { actions: 'setPower' },
    'card-removed': { actions: 'cardIsAway' },
  },
  states: {
    /** Before every idle: can this device serve at all? */
    checking: {
      ...check('idle'),
      on: { 'card-inserted': { actions: 'rememberNextCard' } },
    },
    idle: {
      meta: { screen: 'idle' },
      entry: 'forget',
      on: {
        'card-inserted': { target: 'visit', actions: 'beginVisit' },
        'reader-gone': { target: 'outOfService', actions: assign({ outage: 'E-SESSION-005' as const }) },
        power: WITHOUT_VISIT.power,
        'act:staff': 'helpCalled',
      },
      after: { outageCheck: 'checking' },
    },
    /** 请人帮忙 from the idle screen. */
    helpCalled: {
      meta: { screen: 'wait-for-staff' },
      entry: 'logCallback',
      after: { answer: 'idle' },
      on: {
        'act:back': 'idle',
        'card-inserted': { target: 'visit', actions: 'beginVisit' },
        power: WITHOUT_VISIT.power,
      },
    },
    outOfService: {
      meta: { screen: 'out-of-service' },
      entry: 'forget',
      ...checkedAgain('out-of-service'),
      // Whoever lays a card meanwhile is served as soon as the device can.
      on: { 'reader-ready': 'checking', 'card-inserted': { actions: 'rememberNextCard' } },
    },
    powerOut,
    powerPause,
    visit: {
      initial: 'reading',
      on: {
        // A card announced in mid-visit may be another person's: read it before anything goes on.
        'card-inserted': { target: '#rereading', actions: 'rememberNextCard' },
        // While nobody watches the card it may be changed: nothing goes on until it is read again.
        'card-unwatched': '#cardAway',
        power: IN_VISIT.power,
      },
      states: {
        reading,
        unreadable,
        otherCard,
        lookingUp,
        found,
        greeting,
        notOnRoster,
        alreadyConfirmed,
        faceConsent,
        face,
        staff,
        contact,
        contactChoose,
        changePhone,
        changeAddress,
        sign,
        committing,
        committed,
        done,
        noted,
        declining,
        declined,
        resume: { type: 'history', history: 'shallow' },
      },
    },
    /** The card was lifted: nothing goes on until the same card is back (a second person never continues). */
    cardAway: {
      id: 'cardAway',
      initial: 'waiting',
      meta: { screen: 'card-away' },
      on: { 'act:leave': 'abandoning', power: IN_VISIT.power },
      states: {
        waiting: {
          meta: { screen: 'card-away' },
          after: { cardBack: '#abandoning' },
          on: { 'card-inserted': { target: 'rereading', actions: 'rememberNextCard' } },
        },
        rereading: {
          id: 'rereading',
          // A card lies there: nobody is asked to put it back.
          meta: { screen: 'reading' },
          invoke: {
            src: 'readCard',
            onDone: [
              {
                guard: ({ context, event }) =>
                  event.output.ok && event.output.value.identity.idNumber === context.visit?.card?.idNumber,
                target: '#kiosk.visit.resume',
                actions: assign({ nextCard: null }),
              },
              { guard: ({ event }) => event.output.ok, target: '#abandoning' },
              { target: 'waiting' },
            ],
            onError: 'waiting',
          },
          after: { readBound: 'waiting' },
          on: { 'card-removed': { target: 'waiting', actions: 'cardIsAway' } },
        },
      },
    },
    /** 还在吗? */
    stillThere: {
      id: 'stillThere',
      meta: { screen: 'still-there' },
      after: { answer: 'abandoning' },
      on: {
        'act:still-here': { guard: 'mayExtend', target: 'visit.resume', actions: 'extend' },
        'act:leave': 'abandoning',
        'card-removed': { target: 'abandoning', actions: 'cardIsAway' },
        // As in mid-visit: it may be another person's.
        'card-inserted': { target: 'cardAway.rereading', actions: 'rememberNextCard' },
        power: IN_VISIT.power,
      },
    },
    /** 请人帮忙 in mid-visit: staff are called, the visit waits where it was. */
    helpWanted: {
      id: 'helpWanted',
      meta: { screen: 'wait-for-staff' },
      entry: ['logCallback', 'noteCallback'],
      after: { answer: 'visit.resume' },
      on: {
        'act:back': 'visit.resume',
        'card-removed': { target: 'cardAway', actions: 'cardIsAway' },
        'card-inserted': { target: 'cardAway.rereading', actions: 'rememberNextCard' },
        power: IN_VISIT.power,
      },
    },
    /** An inner fault in mid-visit: 请稍等, 工作人员马上来. */
    waitForStaff: {
      id: 'waitForStaff',
      meta: { screen: 'wait-for-staff' },
      entry: assign(({ context }) => ({ outage: context.outage ?? ('E-SESSION-006' as const) })),
      after: { patience: 'abandoning' },
      on: {
        'act:leave': 'abandoning',
        'card-removed': { target: 'abandoning', actions: 'cardIsAway' },
        'card-inserted': { target: 'abandoning', actions: 'rememberNextCard' },
      },
    },
    /** The visit ends without its end; whom the county must hear of is told to the county all the same. */
    abandoning: {
      id: 'abandoning',
      initial: 'deciding',
      meta: { screen: 'saving' },
      on: { 'card-inserted': { actions: 'rememberNextCard' } },
      states: {
        deciding: {
          meta: { screen: 'saving' },
          always: [{ guard: 'owedToCounty', target: 'filing', actions: 'toCounty' }, { target: 'logging' }],
        },
        filing: {
          meta: { screen: 'saving' },
          invoke: {
            src: 'commit',
            input: ({ context }) => visitOf(context),
            onDone: '#wiping',
            onError: 'logging',
          },
          after: { workBound: 'logging' },
        },
        logging: {
          meta: { screen: 'saving' },
          invoke: {
            src: 'logAbandoned',
            input: ({ context }) => ({ visit: visitOf(context), step: lastStep(context) }),
            onDone: '#wiping',
            onError: '#wiping',
          },
          after: { workBound: '#wiping' },
        },
      },
    },
    wiping: {
      id: 'wiping',
      meta: { screen: 'saving' },
      entry: 'forget',
      invoke: {
        src: 'wipe',
        onDone: [
          { guard: 'nextCardWaits', target: 'checking' },
          { guard: 'cardLies', target: 'takeCard' },
          { target: 'checking' },
        ],
        onError: 'mustRestart',
      },
      after: { workBound: 'mustRestart' },
      on: { 'card-inserted': { actions: 'rememberNextCard' } },
    },
    /** Something of the person may be left: only a new process holds nothing. Nobody is served until then. */
    mustRestart: {
      meta: { screen: 'out-of-service' },
      entry: [assign({ outage: 'E-SESSION-002' as const }), 'restart'],
      after: { outageCheck: { target: 'mustRestart', reenter: true } },
    },
    /** Nothing of the person is left but the card itself. */
    takeCard: {
      meta: { screen: 'take-card' },
      after: { takeCard: 'checking' },
      on: {
        'card-removed': { target: 'checking', actions: 'cardIsAway' },
        'card-inserted': [
          { guard: 'powerFails', target: 'checking', actions: 'rememberNextCard' },
          { target: 'visit', actions: 'beginVisit' },
        ],
        'reader-gone': { target: 'checking', actions: 'cardIsAway' },
      },
    },
  },
});

/** The step at which a visit was left, for the log: no personal data. */
function lastStep(context: ChartContext): VisitStep {
  if (context.visit?.card == null) return 'card';
  if (context.visit.outcome !== null) return 'commit';
  if (context.visit.staff !== null || context.visit.operator !== null) return 'staff';
  if (context.visit.contactRight !== null) return 'sign';
  if (context.visit.consents.length > 0) return 'face';
  return 'greeting';
}

/** The chart with its effects: ready to be started with `createActor(chart, { input })`. */
export function visitChart(effects: VisitEffects) {
  return chart.provide({
    actors: {
      readCard: fromPromise(() => effects.readCard()),
      lookUp: fromPromise(({ input }) => effects.lookUp(input.idNumber)),
      prepareFace: fromPromise(() => effects.prepareFace()),
      faceTry: fromPromise(({ input, signal }) => effects.faceTry(input.hint, signal)),
      checkOperator: fromPromise(({ input }) => effects.checkOperator(input.operator, input.pin)),
      commit: fromPromise(({ input }) => effects.commit(input)),
      printSlip: fromPromise(({ input }) => effects.printSlip(input)),
      logAbandoned: fromPromise(({ input }) => effects.logAbandoned(input.visit, input.step)),
      wipe: fromPromise(() => effects.wipe()),
      outage: fromPromise(() => effects.outage()),
    },
    actions: {
      logRepeat: ({ context }) => {
        if (context.visit !== null) effects.logRepeat(context.visit);
      },
      logCallback: ({ context }) => {
        if (context.visit?.callbackLogged !== true) effects.logCallback(context.visit);
      },
      restart: ({ context }) => {
        effects.restart(context.outage ?? 'E-SESSION-001');
      },
    },
  });
}
