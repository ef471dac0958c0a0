import type { BoardLights, LightMode, Screen, ScreenName, SlipState } from '../../domain/index.ts';

const lights = (status: LightMode, on: Partial<BoardLights> = {}): BoardLights => ({
  reader: 'off',
  printer: 'off',
  camera: 'off',
  ...on,
  status,
});

/** The card lies there and is to stay. */
const CARD_STAYS = lights('on', { reader: 'on' });
/** The hand is to do something at the reader. */
const AT_READER = lights('on', { reader: 'blink' });
const LOOK_HERE = lights('on', { reader: 'on', camera: 'on' });
/** Something is wrong, or staff are wanted: seen from the desk. */
const ATTENTION = lights('blink');

/** Where each screen leads hand and eye; what depends on more than the name is in `lightsOf`. */
const BY_SCREEN: Readonly<Record<ScreenName, BoardLights>> = {
  idle: lights('on'),
  reading: CARD_STAYS,
  unreadable: AT_READER,
  'other-card': AT_READER,
  greeting: CARD_STAYS,
  'not-on-roster': CARD_STAYS,
  'already-confirmed': CARD_STAYS,
  'face-consent': CARD_STAYS,
  face: LOOK_HERE,
  'staff-call': { ...CARD_STAYS, status: 'blink' },
  'staff-compare': CARD_STAYS,
  'staff-attest': CARD_STAYS,
  contact: CARD_STAYS,
  'contact-choose': CARD_STAYS,
  'change-phone': CARD_STAYS,
  'change-address': CARD_STAYS,
  sign: CARD_STAYS,
  saving: CARD_STAYS,
  done: lights('on'),
  noted: lights('on'),
  declined: AT_READER,
  'take-card': AT_READER,
  'card-away': AT_READER,
  'still-there': CARD_STAYS,
  'wait-for-staff': ATTENTION,
  'power-out': ATTENTION,
  'out-of-service': ATTENTION,
};

/** A slip on its way lights its slot; one that is out, or may be, asks to be taken. */
const AT_SLOT: Readonly<Record<SlipState, LightMode>> = {
  printing: 'on',
  printed: 'blink',
  'not-taken': 'blink',
  unsure: 'blink',
  'not-printed': 'off',
  none: 'off',
};

/** The board's lights for what is on the screen. `near`: somebody stands before the kiosk. Pure. */
export function lightsOf(show: Screen, near: boolean): BoardLights {
  const base = BY_SCREEN[show.screen];
  switch (show.screen) {
    case 'idle':
      return near ? AT_READER : base;
    case 'staff-compare':
      return show.props.liveView ? LOOK_HERE : base;
    case 'done':
      return {
        ...base,
        printer: AT_SLOT[show.props.slip],
        reader: show.props.cardOnReader ? 'blink' : 'off',
      };
    case 'noted':
    case 'already-confirmed':
      return { ...base, printer: AT_SLOT[show.props.slip] };
    case 'power-out':
      // Somebody's card is to stay; a dark room has no other light.
      return show.props.visit ? { ...base, reader: 'on' } : base;
    default:
      return base;
  }
}
