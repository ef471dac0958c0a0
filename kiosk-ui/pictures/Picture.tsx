import type { ComponentChildren } from 'preact';

/** The sheet that every picture is drawn on: 240 x 240, lines in the colour of the words around it. */
export function Picture({ children }: { children: ComponentChildren }) {
  return (
    <svg class="picture" viewBox="0 0 240 240" aria-hidden="true">
      {children}
    </svg>
  );
}
