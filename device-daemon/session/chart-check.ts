import { assign } from 'xstate';
import type { ScreenName } from '../../domain/index.ts';
import { chartSetup } from './chart-setup.ts';

/** Can this device serve at all? Looked at behind `screen`, which stays until the answer changes something. */
export const check = (screen: Extract<ScreenName, 'idle' | 'out-of-service' | 'power-out'>) =>
  chartSetup.createStateConfig({
    meta: { screen },
    invoke: {
      src: 'outage',
      onDone: [
        { guard: 'powerFails', target: '#kiosk.powerOut' },
        {
          guard: ({ event }) => event.output !== null,
          target: '#kiosk.outOfService',
          actions: assign(({ event }) => ({ outage: event.output })),
        },
        { guard: 'nextCardWaits', target: '#kiosk.visit', actions: 'beginNextVisit' },
        { target: '#kiosk.idle', actions: assign({ outage: null }) },
      ],
      onError: { target: '#kiosk.outOfService', actions: assign({ outage: 'E-SESSION-001' as const }) },
    },
    after: {
      workBound: { target: '#kiosk.outOfService', actions: assign({ outage: 'E-SESSION-001' as const }) },
    },
  });

/** A state in which nobody is served, with a check again and again until somebody can be. */
export const checkedAgain = (screen: 'out-of-service' | 'power-out') =>
  chartSetup.createStateConfig({
    initial: 'standing',
    states: {
      standing: { meta: { screen }, after: { outageCheck: 'asking' } },
      asking: check(screen),
    },
  });
