import { checkedAgain } from './chart-check.ts';
import { chartSetup } from './chart-setup.ts';

/**
 * The mains power is gone, says the control board; how long the device still runs nobody knows. A visit that has
 * reached its record goes on to its end, without a slip: half a slip in the cutter helps nobody, the number is on the
 * screen. An earlier one waits where it is and goes on when the power is back, since most cuts are short; if it stays
 * away the visit ends as one that was left. No visit begins.
 */

/** The edge of every state that holds a visit without its record. */
export const IN_VISIT = {
  power: [{ guard: 'powerGoes', target: '#powerPause', actions: 'setPower' }, { actions: 'setPower' }],
} as const;

/** The edge of every state in which a visit could begin. */
export const WITHOUT_VISIT = {
  power: [{ guard: 'powerGoes', target: '#kiosk.powerOut', actions: 'setPower' }, { actions: 'setPower' }],
} as const;

/** The edge of every state whose record is made or being made. */
export const WITH_RECORD = { power: { actions: 'setPower' } } as const;

/** Nobody is there. A card that is laid on meanwhile is read when the power is back. */
export const powerOut = chartSetup.createStateConfig({
  meta: { screen: 'power-out' },
  entry: 'forget',
  ...checkedAgain('power-out'),
  on: {
    power: [
      { guard: 'powerIsBack', target: '#kiosk.checking', actions: 'setPower' },
      { actions: 'setPower' },
    ],
    'card-inserted': { actions: 'rememberNextCard' },
  },
});

/** A visit waits for the power. What happened to the card meanwhile is seen by reading it again. */
export const powerPause = chartSetup.createStateConfig({
  id: 'powerPause',
  meta: { screen: 'power-out' },
  after: { patience: '#abandoning' },
  on: {
    power: [
      {
        guard: ({ context, event }) => !event.failing && context.visit?.card == null,
        target: '#reading',
        actions: ['setPower', 'forgetNextCard'],
      },
      { guard: 'powerIsBack', target: '#rereading', actions: 'setPower' },
      { actions: 'setPower' },
    ],
    'card-inserted': { actions: 'rememberNextCard' },
    'act:leave': '#abandoning',
  },
});
