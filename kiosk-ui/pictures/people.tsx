import { Picture } from './Picture.tsx';

/** Shoulders and a kind face, origin at the chin. */
function Person() {
  return (
    <g>
      <path class="sheet" d="M-58 82 c0 -48 26 -62 58 -62 s58 14 58 62" />
      <circle class="sheet" cx="0" cy="-24" r="34" />
      <path d="M-13 -27 v3 M13 -27 v3 M-12 -11 c6 7 18 7 24 0" />
    </g>
  );
}

/** A greeting: somebody raises an open hand. */
export function Hello() {
  return (
    <Picture>
      <g transform="translate(92 142)">
        <Person />
      </g>
      <g transform="translate(148 42) scale(1.75)" stroke-width="3.2">
        <path
          class="gold"
          d="M15 25 V13 a3 3 0 0 1 6 0 V9 a3 3 0 0 1 6 0 v4 a3 3 0 0 1 6 0 v4 a3 3 0 0 1 6 0 v12 c0 9 -5 14 -13 14 c-7 0 -10 -4 -13 -9 l-5 -9 c-2 -4 3 -7 6 -4 z"
        />
      </g>
    </Picture>
  );
}

/** Staff with a collar and a badge; they speak to one. */
export function Staff() {
  return (
    <Picture>
      <g transform="translate(92 148)">
        <Person />
        <path d="M-16 23 l16 20 l16 -20 M0 43 v39" />
        <rect class="gold" x="16" y="50" width="26" height="16" rx="3" />
      </g>
      <path
        class="gold"
        d="M150 34 h58 a12 12 0 0 1 12 12 v28 a12 12 0 0 1 -12 12 h-36 l-20 18 v-18 h-2 a12 12 0 0 1 -12 -12 v-28 a12 12 0 0 1 12 -12 z M164 60 h0.1 M179 60 h0.1 M194 60 h0.1"
      />
    </Picture>
  );
}

/** A face in a round mirror. */
export function FaceInMirror() {
  return (
    <Picture>
      <circle class="gold" cx="120" cy="108" r="90" />
      <g transform="translate(120 116) scale(0.94)">
        <Person />
      </g>
      <path d="M84 224 h72 M120 200 v24" />
    </Picture>
  );
}
