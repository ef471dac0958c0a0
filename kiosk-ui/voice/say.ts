import { hasSpeech, type TextKey } from '../texts/index.ts';

/** Folder of the speech that set-up made; each key is one file. */
const FOLDER = '/voice/zh-CN';
/** Longer than any sentence: a player that is still at it has hung. */
const LONGEST_MS = 6000;
const ENDINGS = ['ogg', 'wav'];

let queue: TextKey[] = [];
let last: readonly TextKey[] = [];
let player: HTMLAudioElement | undefined;
/** When what is being said began. */
let playingMs = 0;
let volume = 1;
/** Keys without a file: told once each, then passed over in silence. */
const missing = new Set<TextKey>();
const names = new WeakMap<HTMLElement, TextKey>();

/** Says these texts one after the other. What was being said stops at once: two voices never overlap. */
export function say(keys: readonly TextKey[]): void {
  last = keys;
  start(keys);
}

/**
 * Says this when what is being said has ended; what waited is dropped. For sentences that follow each other quickly: none
 * is cut off, and the newest is heard.
 */
export function sayNext(key: TextKey): void {
  last = [key];
  const speaking = player !== undefined && !player.paused && performance.now() - playingMs < LONGEST_MS;
  if (!speaking) start([key]);
  else queue = hasSpeech(key) && !missing.has(key) ? [key] : [];
}

/** Says the last thing again (key 再听一遍). */
export function repeat(): void {
  start(last);
}

/** Says a control's name without changing what `repeat` says. */
export function sayName(control: HTMLElement): void {
  const key = names.get(control);
  if (key !== undefined) start([key]);
}

/** Says this too, after what is being said now; the next `say` drops it. */
export function alsoSay(key: TextKey): void {
  if (hasSpeech(key) && !missing.has(key)) queue.push(key);
  if (player === undefined) next();
}

/** Gives a control the text that is said when the keys reach it. */
export function nameControl(control: HTMLElement | null, key: TextKey): void {
  if (control !== null) names.set(control, key);
}

export function louder(): void {
  volume = Math.min(1, volume + 0.1);
  if (player !== undefined) player.volume = volume;
}

export function softer(): void {
  volume = Math.max(0.2, volume - 0.1);
  if (player !== undefined) player.volume = volume;
}

function start(keys: readonly TextKey[]): void {
  player?.pause();
  player = undefined;
  queue = keys.filter((key) => hasSpeech(key) && !missing.has(key));
  next();
}

function next(): void {
  const key = queue.shift();
  if (key === undefined) player = undefined;
  else play(key, 0);
}

function play(key: TextKey, ending: number): void {
  const suffix = ENDINGS[ending];
  if (suffix === undefined) {
    missing.add(key);
    console.warn(`no speech for ${key}`);
    next();
    return;
  }
  const audio = new Audio(`${FOLDER}/${key}.${suffix}`);
  player = audio;
  playingMs = performance.now();
  audio.volume = volume;
  audio.onended = () => {
    if (player === audio) next();
  };
  audio.onerror = () => {
    if (player === audio) play(key, ending + 1);
  };
  // Refused until the first touch when the browser was not started as a kiosk: the screen says it all in writing.
  audio.play().catch(() => undefined);
}
