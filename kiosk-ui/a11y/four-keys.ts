import { alsoSay, chime, louder, repeat, sayName, softer } from '../voice/index.ts';
import { restKey } from './rest.ts';

/**
 * The four tactile keys (design numbers D2): 1 back, 2 repeat, 3 no, 4 yes. "No" goes on to the next control and
 * says its name; "yes" presses the one that is named, or goes to the first. Nothing is pressed that was not said:
 * a control rests when it is reached, so that a bounce of the key or an elbow on two keys does not press it.
 */
export function listenForFourKeys(): void {
  document.addEventListener('keydown', (event) => {
    const action = ACTIONS[event.key];
    if (action === undefined) return;
    event.preventDefault();
    const first = !keysAreUsed();
    document.documentElement.dataset.keys = '';
    if (event.repeat) return;
    action();
    if (first) alsoSay('common.keys');
  });
  document.addEventListener('pointerdown', forgetKeys);
}

/** A key of the control board goes the way of a keyboard's: there is one way only. */
export function pressTactileKey(key: 1 | 2 | 3 | 4): void {
  document.dispatchEvent(new KeyboardEvent('keydown', { key: String(key), bubbles: true, cancelable: true }));
}

/** Whether this visitor finds the way by the keys: the last thing used was a key. */
export function keysAreUsed(): boolean {
  return document.documentElement.dataset.keys !== undefined;
}

/** The next visitor's first key is explained again. */
export function forgetKeys(): void {
  delete document.documentElement.dataset.keys;
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
  restKey(control);
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
  if (named === undefined) {
    focus(all[0]);
    return;
  }
  // A digit or a choice changes nothing that can be heard: a short tone says that it was taken.
  if (named.dataset.act?.startsWith('key-') && named.dataset.act !== 'key-repeat') chime('card');
  named.click();
}
