import type { ComponentChildren } from 'preact';
import { Picture } from './Picture.tsx';

/** A card with its portrait on the right as on the real one; origin at its centre, 100 x 64. */
function Card() {
  return (
    <g>
      <rect class="card" x="-50" y="-32" width="100" height="64" rx="7" />
      <path d="M-38 -16 h34 M-38 0 h28 M-38 16 h52" />
      <circle class="gold" cx="27" cy="-11" r="8" />
      <path class="gold" d="M13 14 c1 -15 27 -15 28 0" />
    </g>
  );
}

/** The reader's pad seen from the front, its lit edge in gold. */
function Pad() {
  return (
    <g>
      <path class="sheet" d="M38 186 l24 -52 h116 l24 52 z" />
      <path d="M38 186 v16 a6 6 0 0 0 6 6 h152 a6 6 0 0 0 6 -6 v-16" />
      <path class="gold" d="M74 150 h92" />
    </g>
  );
}

function OverPad({ children }: { children: ComponentChildren }) {
  return (
    <Picture>
      <Pad />
      {children}
    </Picture>
  );
}

/** Lay the card here. */
export function CardOnPad() {
  return (
    <OverPad>
      <g class="sinking">
        <g transform="translate(120 62)">
          <Card />
        </g>
        <path class="gold" d="M120 104 v20 m-11 -10 l11 11 l11 -11" />
      </g>
    </OverPad>
  );
}

/** The card lies on the pad and is read. */
export function CardReading() {
  return (
    <OverPad>
      <g transform="translate(120 132)">
        <Card />
      </g>
      <path class="gold wave wave-1" d="M98 84 a31 31 0 0 1 44 0" />
      <path class="gold wave wave-2" d="M84 68 a51 51 0 0 1 72 0" />
      <path class="gold wave wave-3" d="M70 52 a71 71 0 0 1 100 0" />
    </OverPad>
  );
}

/** Take it out of its sleeve and lay it down again. */
export function CardAgain() {
  return (
    <OverPad>
      <g transform="translate(120 88) rotate(-8)">
        <Card />
      </g>
      <path class="gold" d="M44 70 a78 56 0 0 1 140 -22 m4 -22 l-3 23 l-22 -4" />
    </OverPad>
  );
}

/** The card goes away from the pad. */
export function CardTake() {
  return (
    <OverPad>
      <g class="rising">
        <g transform="translate(120 84)">
          <Card />
        </g>
        <path class="gold" d="M120 40 v-24 m-11 11 l11 -12 l11 12" />
      </g>
    </OverPad>
  );
}

/** The card is missing from the pad: its place is a broken line. */
export function CardBack() {
  return (
    <OverPad>
      <rect class="gold" x="70" y="52" width="100" height="64" rx="7" stroke-dasharray="10 9" />
      <path class="gold" d="M120 66 v34 m-14 -14 l14 15 l14 -15" />
    </OverPad>
  );
}

/** Another card goes, the ID card comes. */
export function OtherCard() {
  return (
    <Picture>
      <g transform="translate(84 76) rotate(-6)">
        <rect class="sheet" x="-50" y="-32" width="100" height="64" rx="7" />
        <path d="M-50 -12 h100 M-36 14 h26" />
      </g>
      <path d="M148 44 l34 34 m0 -34 l-34 34" />
      <g transform="translate(146 170)">
        <Card />
      </g>
      <path class="gold" d="M40 168 l16 17 l28 -36" />
    </Picture>
  );
}
