import { Picture } from './Picture.tsx';

/** It is done. */
export function Tick() {
  return (
    <Picture>
      <circle class="sheet" cx="120" cy="120" r="92" />
      <path class="gold stout" d="M74 124 l32 34 l60 -76" />
    </Picture>
  );
}

/** The slip comes out of the printer. */
export function Slip() {
  return (
    <Picture>
      <rect class="sheet" x="32" y="40" width="176" height="66" rx="12" />
      <path d="M60 84 h120" />
      <path
        class="sheet"
        d="M74 84 h92 v118 l-11.5 -9 l-11.5 9 l-11.5 -9 l-11.5 9 l-11.5 -9 l-11.5 9 l-11.5 -9 l-11.5 9 z"
      />
      <path d="M92 110 h56 M92 130 h38" />
      <path class="gold" d="M96 156 l14 15 l28 -30" />
    </Picture>
  );
}

/** It is noted and goes on from there. */
export function Notebook() {
  return (
    <Picture>
      <rect class="sheet" x="52" y="34" width="136" height="172" rx="10" />
      <path d="M80 34 v172 M102 74 h62 M102 102 h62 M102 130 h36" />
      <path class="gold" d="M104 168 l14 15 l30 -34" />
    </Picture>
  );
}

export function Phone() {
  return (
    <Picture>
      <rect class="sheet" x="72" y="26" width="96" height="188" rx="16" />
      <path d="M72 58 h96 M72 178 h96 M112 196 h16" />
      <path
        class="gold"
        d="M94 84 h4 M118 84 h4 M142 84 h4 M94 112 h4 M118 112 h4 M142 112 h4 M94 140 h4 M118 140 h4 M142 140 h4"
      />
    </Picture>
  );
}

export function House() {
  return (
    <Picture>
      <path class="sheet" d="M52 112 v92 h136 v-92" />
      <path class="gold" d="M30 122 l90 -82 l90 82" />
      <path d="M102 204 v-52 h36 v52" />
    </Picture>
  );
}

/** It is being written down. */
export function Saving() {
  return (
    <Picture>
      <rect class="sheet" x="46" y="40" width="124" height="160" rx="10" />
      <path d="M70 78 h76 M70 106 h76 M70 134 h44" />
      <path class="gold writing" d="M120 172 l70 -90 l20 15 l-70 91 l-28 12 z" />
    </Picture>
  );
}

/** The machine rests: a cup of tea. */
export function Rest() {
  return (
    <Picture>
      <path class="sheet" d="M50 104 h116 v52 a44 44 0 0 1 -44 44 h-28 a44 44 0 0 1 -44 -44 z" />
      <path d="M166 118 h14 a22 22 0 0 1 0 48 h-16 M40 214 h136" />
      <path
        class="gold"
        d="M84 82 c-12 -16 12 -24 0 -42 M110 82 c-12 -16 12 -24 0 -42 M136 82 c-12 -16 12 -24 0 -42"
      />
    </Picture>
  );
}
