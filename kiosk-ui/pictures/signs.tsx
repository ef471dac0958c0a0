import type { ComponentChildren } from 'preact';

function Sign({ children }: { children: ComponentChildren }) {
  return (
    <svg class="sign" viewBox="0 0 48 48" aria-hidden="true">
      {children}
    </svg>
  );
}

export function BackSign() {
  return (
    <Sign>
      <path d="M28 10 L14 24 L28 38" />
    </Sign>
  );
}

/** A loudspeaker. */
export function RepeatSign() {
  return (
    <Sign>
      <path d="M6 19 h8 l11 -9 v28 l-11 -9 h-8 z M32 17 a10 10 0 0 1 0 14 M37 11 a18 18 0 0 1 0 26" />
    </Sign>
  );
}

/** A raised hand. */
export function HelpSign() {
  return (
    <Sign>
      <path d="M15 25 V13 a3 3 0 0 1 6 0 V9 a3 3 0 0 1 6 0 v4 a3 3 0 0 1 6 0 v4 a3 3 0 0 1 6 0 v12 c0 9 -5 14 -13 14 c-7 0 -10 -4 -13 -9 l-5 -9 c-2 -4 3 -7 6 -4 z" />
    </Sign>
  );
}

export function CheckSign() {
  return (
    <Sign>
      <path d="M9 25 l10 11 l20 -25" />
    </Sign>
  );
}
