import { BigButton, Fact, Frame, Note, Question } from '../parts/index.ts';
import { Tick } from '../pictures/index.ts';
import { type TextKey, text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

type Slip = PropsOf<'already-confirmed'>['slip'];
const SLIP: Readonly<Record<Slip, TextKey>> = {
  none: 'alreadyConfirmed.about',
  printing: 'alreadyConfirmed.printing',
  printed: 'alreadyConfirmed.printed',
  'not-taken': 'common.slipNotTaken',
  'not-printed': 'alreadyConfirmed.notPrinted',
  unsure: 'common.slipUnsure',
};

/** 2026-10-20 as people write a day. */
function inWords(date: string): string {
  const [year = '', month, day] = date.split('-').map(Number);
  return month === undefined || day === undefined
    ? date
    : text('alreadyConfirmed.date', { year, month, day });
}

/** X7: done earlier this year; another slip if wanted. */
export function AlreadyConfirmed({ maskedName, day, slip }: PropsOf<'already-confirmed'>) {
  useSpoken(['alreadyConfirmed.question', SLIP[slip]]);
  return (
    <Frame
      screen="already-confirmed"
      plate={<Tick />}
      answers={
        <>
          <BigButton label="alreadyConfirmed.leave" act={{ act: 'leave' }} look="yes" />
          <BigButton
            label="alreadyConfirmed.reprint"
            act={{ act: 'reprint' }}
            disabled={slip === 'printing'}
          />
        </>
      }
    >
      <p class="hello">{text('alreadyConfirmed.name', { name: maskedName })}</p>
      <Question>{text('alreadyConfirmed.question')}</Question>
      <dl>
        <Fact label={text('alreadyConfirmed.day')} value={inWords(day)} />
      </dl>
      <Note>{text(SLIP[slip])}</Note>
    </Frame>
  );
}
