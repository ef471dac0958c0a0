import { louder, repeat, sayName, softer } from '../voice/index.ts';

/**
 * The four tactile keys (design numbers D2): 1 back, 2 repeat, 3 no, 4 yes. "No" goes on to the next control and
 * says its name; "yes" presses the one that is named, or goes to the first. Nothing is pressed that was not said.
 */
export function listenForFourKeys(): void {
  document.addEventListener('keydown', (event) => {
    const action = ACTIONS[event.key];
    if (action === undefined) return;
    event.preventDefault();
    document.documentElement.dataset.keys = '';
    if (!event.repeat) action();
  });
  document.addEventListener('pointerdown', () => {
    delete document.documentElement.dataset.keys;
  });
}

const ACTIONS: Readonly<Record<string, () => void>> = {
  Escape: back,
  '1': back,
  '2': repeat,
  '3': next,
  Enter: yes,
  '4': yes,
  AudioVolumeUp: louder,
  AudioVolumeDown: softer,
};

function controls(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-act]:not([disabled])')];
}

function focus(control: HTMLElement | undefined): void {
  if (control === undefined) {
    question();
    return;
  }
  control.focus({ preventScroll: true });
  sayName(control);
}

function question(): void {
  document.querySelector<HTMLElement>('[data-question]')?.focus({ preventScroll: true });
  repeat();
}

function back(): void {
  const control = document.querySelector<HTMLElement>('[data-act="back"]');
  if (control === null) question();
  else control.click();
}

/** After the last control comes the question again. */
function next(): void {
  const all = controls();
  const named = all.find((control) => control === document.activeElement);
  focus(all[named === undefined ? 0 : all.indexOf(named) + 1]);
}

function yes(): void {
  const all = controls();
  const named = all.find((control) => control === document.activeElement);
  if (named === undefined) focus(all[0]);
  else named.click();
}
