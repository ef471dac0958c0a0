import type { ServerMessage } from '../../domain/index.ts';

type Chime = Extract<ServerMessage, { type: 'screen' }>['chime'];

/** Notes in hertz, played one after the other; low and soft, so that nobody starts. */
const NOTES: Readonly<Record<Chime, readonly number[]>> = {
  none: [],
  card: [660],
  ask: [523, 659],
  done: [523, 659, 784],
};
const NOTE_SECONDS = 0.18;
const LOUDNESS = 0.18;

let audio: AudioContext | undefined;

/** A short sound beside a screen change. */
export function chime(which: Chime): void {
  const notes = NOTES[which];
  if (notes.length === 0) return;
  audio ??= new AudioContext();
  const context = audio;
  notes.forEach((hertz, index) => {
    const begin = context.currentTime + index * NOTE_SECONDS;
    const tone = context.createOscillator();
    const envelope = context.createGain();
    tone.frequency.value = hertz;
    envelope.gain.setValueAtTime(0, begin);
    envelope.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.02);
    envelope.gain.exponentialRampToValueAtTime(0.001, begin + NOTE_SECONDS * 1.6);
    tone.connect(envelope).connect(context.destination);
    tone.start(begin);
    tone.stop(begin + NOTE_SECONDS * 1.7);
  });
}
