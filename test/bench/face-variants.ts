import { CARD_VIEWS, LIVE_VIEWS, PLAIN_VIEWS, type View } from '../../device-daemon/face/index.ts';

/** How the card's photo and the live picture are looked at. */
export interface Variant {
  readonly card: readonly View[];
  readonly live: readonly View[];
}

/** Pixels between the eyes of a card's photo. */
const CARD_EYES = 23.5;
const MOVED: readonly View[] = [{}, { right: -2 }, { right: 2 }, { down: -2 }, { down: 2 }];
const SIZED: readonly View[] = [{ scale: 0.95 }, {}, { scale: 1.05 }];

/** What `--variant` may name; docs/face-matching.md says what each brought. `kiosk` is what the kiosk does. */
export const VARIANTS: ReadonlyMap<string, Variant> = new Map([
  ['kiosk', { card: CARD_VIEWS, live: LIVE_VIEWS }],
  ['plain', { card: PLAIN_VIEWS, live: PLAIN_VIEWS }],
  ['smaller', { card: [{ scale: 1.1 }], live: [{ scale: 1.1 }] }],
  ['larger', { card: [{ scale: 0.9 }], live: [{ scale: 0.9 }] }],
  ['moved', { card: MOVED, live: MOVED }],
  ['moved-card', { card: MOVED, live: PLAIN_VIEWS }],
  ['sized', { card: SIZED, live: SIZED }],
  ['coarse-live', { card: PLAIN_VIEWS, live: [{ eyes: CARD_EYES }] }],
  ['half-coarse-live', { card: PLAIN_VIEWS, live: [{}, { eyes: CARD_EYES }] }],
]);
