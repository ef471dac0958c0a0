import { keysAreUsed } from '../a11y/index.ts';
import { BigButton, Frame, Note, Question, SlipNumber } from '../parts/index.ts';
import { Notebook } from '../pictures/index.ts';
import { type TextKey, text } from '../texts/index.ts';
import { spokenCharacters, useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** What to do about the slip, where there is something to do. */
const ALONG: Readonly<Partial<Record<PropsOf<'noted'>['slip'], TextKey>>> = {
  printing: 'noted.printing',
  printed: 'noted.printed',
  'not-taken': 'common.slipNotTaken',
  unsure: 'common.slipUnsure',
};

/** The county or staff go on with it. Never a reason that hurts. */
export function Noted({ slip, number }: PropsOf<'noted'>) {
  const noSlip = slip === 'not-printed' || slip === 'unsure' || slip === 'none';
  const along = ALONG[slip];
  const spell: readonly TextKey[] =
    noSlip || keysAreUsed() ? ['noted.number', ...spokenCharacters(number)] : [];
  useSpoken(['noted.question', 'noted.about', ...(along === undefined ? [] : [along]), ...spell]);
  return (
    <Frame
      screen="noted"
      plate={<Notebook />}
      answers={<BigButton label="noted.leave" act={{ act: 'leave' }} look="yes" />}
    >
      <Question>{text('noted.question')}</Question>
      <Note>{text('noted.about')}</Note>
      {along === undefined ? null : <Note>{text(along)}</Note>}
      {noSlip ? <SlipNumber label="noted.number" number={number} /> : null}
    </Frame>
  );
}
