import type { ComponentChildren } from 'preact';

/** A short sentence beside the question; `mark` sets it off with a bar (never by colour alone: it has a sign). */
export function Note({ children, mark }: { children: ComponentChildren; mark?: boolean }) {
  return <p class={mark ? 'note note-mark' : 'note'}>{children}</p>;
}
