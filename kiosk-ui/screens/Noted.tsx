import { keysAreUsed } from '../a11y/index.ts';
import { BigButton, Frame, Note, Question, SlipNumber } from '../parts/index.ts';
import { Notebook } from '../pictures/index.ts';
import { type TextKey, text } from '../texts/index.ts';
import { spokenCharacters, useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** The county or staff go on with it. Never a reason that hurts. */
export function Noted({ slip, number }: PropsOf<'noted'>) {
  const noSlip = slip === 'not-printed' || slip === 'none';
  const along: readonly TextKey[] = noSlip ? [] : [slip === 'printed' ? 'noted.printed' : 'noted.printing'];
  const spell: readonly TextKey[] =
    noSlip || keysAreUsed() ? ['noted.number', ...spokenCharacters(number)] : [];
  useSpoken(['noted.question', 'noted.about', ...along, ...spell]);
  return (
    <Frame
      screen="noted"
      plate={<Notebook />}
      answers={<BigButton label="noted.leave" act={{ act: 'leave' }} look="yes" />}
    >
      <Question>{text('noted.question')}</Question>
      <Note>{text('noted.about')}</Note>
      {noSlip ? (
        <SlipNumber label="noted.number" number={number} />
      ) : (
        <Note>{text(slip === 'printed' ? 'noted.printed' : 'noted.printing')}</Note>
      )}
    </Frame>
  );
}
