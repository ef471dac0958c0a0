import { useEffect } from 'preact/hooks';
import { forgetKeys } from '../a11y/index.ts';
import { Frame, Note, Question } from '../parts/index.ts';
import { CardOnPad } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** A long name of a station is broken before what all of them are called. */
function inTwo(station: string): string[] {
  const kind = text('idle.stationKind');
  const place = station.slice(0, -kind.length);
  return place !== '' && station === place + kind ? [place, kind] : [station];
}

/** Nobody is there. Nothing personal, no camera. */
export function Idle({ station, paper }: PropsOf<'idle'>) {
  useSpoken(['idle.question']);
  useEffect(forgetKeys, []);
  return (
    <Frame
      screen="idle"
      plate={
        <>
          <p class="station">
            {inTwo(station).map((part) => (
              <span key={part} class="sentence">
                {part}
              </span>
            ))}
          </p>
          <CardOnPad />
        </>
      }
    >
      <p class="hello">{text('idle.greeting')}</p>
      <Question>{text('idle.question')}</Question>
      <Note>{text('idle.about')}</Note>
      {paper === 'low' ? <Note>{text('idle.lowPaper')}</Note> : null}
      {paper === 'out' ? <Note mark>{text('idle.noPaper')}</Note> : null}
    </Frame>
  );
}
