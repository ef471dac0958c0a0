import {
  CARD_VIEWS,
  FRAME_VIEWS,
  LIVE_VIEWS,
  PLAIN_VIEWS,
  type View,
} from '../../device-daemon/face/index.ts';

/** How the card's photo and the live picture are looked at. */
export interface Variant {
  readonly card: readonly View[];
  readonly live: readonly View[];
  /** Whether only the direction of embeddings counts, not their length. */
  readonly cosine?: boolean;
  /** The live picture is first made as coarse as a card's, or wholly like one, and stands alone or beside the sharp one. */
  readonly degraded?: { readonly to: 'coarse' | 'card'; readonly stands: 'alone' | 'beside' };
}

const [SMALLER, LARGER] = [{ scale: 1.1 }, { scale: 0.9 }] as const;
const MOVED: readonly View[] = [{}, { right: -2 }, { right: 2 }, { down: -2 }, { down: 2 }];

/** What `--variant` may name; docs/face-matching.md says what each brought. `kiosk` is what the kiosk does. */
export const VARIANTS: ReadonlyMap<string, Variant> = new Map<string, Variant>([
  ['kiosk', { card: CARD_VIEWS, live: LIVE_VIEWS }],
  ['plain', { card: PLAIN_VIEWS, live: PLAIN_VIEWS, cosine: true }],
  ['length', { card: PLAIN_VIEWS, live: PLAIN_VIEWS }],
  ['sizes', { card: [{}, SMALLER], live: [{}, SMALLER], cosine: true }],
  ['frame', { card: CARD_VIEWS, live: FRAME_VIEWS }],
  ['smaller', { card: [SMALLER], live: [SMALLER], cosine: true }],
  ['larger', { card: [LARGER], live: PLAIN_VIEWS, cosine: true }],
  ['three-sizes', { card: [{}, SMALLER, { scale: 1.2 }], live: [{}, SMALLER, { scale: 1.2 }] }],
  ['lower', { card: [{ down: 4 }], live: [{ down: 4 }], cosine: true }],
  ['moved', { card: MOVED, live: MOVED, cosine: true }],
  [
    'coarse-live',
    { card: PLAIN_VIEWS, live: PLAIN_VIEWS, cosine: true, degraded: { to: 'coarse', stands: 'alone' } },
  ],
  [
    'half-coarse-live',
    { card: PLAIN_VIEWS, live: PLAIN_VIEWS, cosine: true, degraded: { to: 'coarse', stands: 'beside' } },
  ],
  ['card-live', { card: CARD_VIEWS, live: LIVE_VIEWS, degraded: { to: 'card', stands: 'alone' } }],
  ['half-card-live', { card: CARD_VIEWS, live: LIVE_VIEWS, degraded: { to: 'card', stands: 'beside' } }],
]);
