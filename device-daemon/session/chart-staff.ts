import { assign } from 'xstate';
import { changed, chartSetup, WAITING } from './chart-setup.ts';

/** The manual check (人工查验): worth the same as the face, open from every step in one act. */
export const staff = chartSetup.createStateConfig({
  id: 'staff',
  initial: 'call',
  meta: { screen: 'staff-call' },
  on: { 'card-removed': WAITING.cardRemoved },
  states: {
    /** Neutral for the person; the operator signs in. Waiting for staff has three times the usual patience. */
    call: {
      meta: { screen: 'staff-call' },
      after: {
        staffWait: { target: '#stillThere', actions: ['logCallback', 'noteCallback'] },
        lockOver: {
          guard: 'lockedOut',
          target: 'call',
          reenter: true,
          actions: assign(({ context }) => changed(context, { loginState: 'ask', lockedSeconds: 0 })),
        },
      },
      on: {
        'act:staff-login': 'checking',
        'act:leave': { target: '#abandoning', actions: ['logCallback', 'noteCallback'] },
        touched: { target: 'call', reenter: true },
      },
    },
    checking: {
      meta: { screen: 'staff-call' },
      invoke: {
        src: 'checkOperator',
        input: ({ event }) =>
          event.type === 'act:staff-login'
            ? { operator: event.act.operator, pin: event.act.pin }
            : { operator: '', pin: '' },
        onDone: [
          {
            guard: ({ event }) => event.output.accepted,
            target: 'compare',
            actions: assign(({ context, event }) =>
              event.output.accepted
                ? changed(context, { operator: event.output.operator, loginState: 'ask', lockedSeconds: 0 })
                : {},
            ),
          },
          {
            target: 'call',
            actions: assign(({ context, event }) =>
              event.output.accepted
                ? {}
                : changed(context, {
                    logins: (context.visit?.logins ?? 0) + 1,
                    loginState: event.output.lockedSeconds > 0 ? 'locked' : 'wrong',
                    lockedSeconds: event.output.lockedSeconds,
                  }),
            ),
          },
        ],
        onError: '#waitForStaff',
      },
      after: { workBound: '#waitForStaff' },
    },
    /** Card photo and live picture side by side; the machine's score stays hidden until they decide (X8). */
    compare: {
      meta: { screen: 'staff-compare' },
      after: WAITING.after,
      on: {
        'act:judge': {
          target: 'attest',
          actions: assign(({ context, event }) => changed(context, { judgement: event.act.judgement })),
        },
        'act:back': 'call',
        'act:leave': '#abandoning',
        touched: { target: 'compare', reenter: true },
      },
    },
    /** A reason, and 我已当面核对. */
    attest: {
      meta: { screen: 'staff-attest' },
      after: WAITING.after,
      on: {
        'act:attest': {
          target: 'decide',
          actions: assign(({ context, event }) =>
            context.visit?.judgement == null || context.visit.operator === null
              ? {}
              : changed(context, {
                  staff: {
                    operator: context.visit.operator,
                    judgement: context.visit.judgement,
                    reason: event.act.reason,
                    attested: true,
                  },
                }),
          ),
        },
        'act:back': 'compare',
        touched: { target: 'attest', reenter: true },
      },
    },
    decide: {
      meta: { screen: 'staff-attest' },
      always: [
        {
          guard: ({ context }) => context.visit?.judgement === 'same' && context.visit.countyReason === null,
          target: '#contact',
        },
        {
          target: '#committing',
          actions: assign(({ context }) =>
            changed(context, {
              outcome: 'PENDING_COUNTY',
              countyReason: context.visit?.countyReason ?? `staff-${context.visit?.judgement ?? 'unsure'}`,
            }),
          ),
        },
      ],
    },
  },
});
