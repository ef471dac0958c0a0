import { Picture } from './Picture.tsx';

/** Shoulders and head of somebody with a cap, origin at the chin. */
function Person({ cap }: { cap: boolean }) {
  return (
    <g>
      <path class="sheet" d="M-58 82 c0 -48 26 -62 58 -62 s58 14 58 62" />
      <circle class="sheet" cx="0" cy="-24" r="34" />
      {cap ? <path class="gold" d="M-38 -34 c2 -34 74 -34 76 0 z M-44 -33 h88" /> : null}
      <path d="M-13 -22 v3 M13 -22 v3 M-12 -8 c6 7 18 7 24 0" />
    </g>
  );
}

/** A greeting: somebody raises a hand. */
export function Hello() {
  return (
    <Picture>
      <g transform="translate(104 136)">
        <Person cap={false} />
      </g>
      <path
        class="gold"
        d="M176 150 c8 -18 14 -34 16 -62 m0 4 l-4 -34 m6 32 l8 -34 m-4 36 l20 -28 m-18 34 l24 -16"
      />
    </Picture>
  );
}

/** Staff: the person beside the machine who helps. */
export function Staff() {
  return (
    <Picture>
      <g transform="translate(120 120)">
        <Person cap={true} />
        <path class="gold" d="M14 62 h24" />
        <path d="M0 22 v30 M-14 23 l14 18 l14 -18" />
      </g>
    </Picture>
  );
}

/** A face in a round mirror. */
export function FaceInMirror() {
  return (
    <Picture>
      <circle class="gold" cx="120" cy="112" r="88" />
      <g transform="translate(120 116)">
        <Person cap={false} />
      </g>
      <path d="M84 222 h72 M120 200 v22" />
    </Picture>
  );
}
