import { keysAreUsed } from '../a11y/index.ts';
import { BigButton, Frame, Note, Question, SlipNumber } from '../parts/index.ts';
import { Slip, Tick } from '../pictures/index.ts';
import { type TextKey, text } from '../texts/index.ts';
import { spokenCharacters, useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** What to take along now; only what the printer and the reader really said. */
function takeAlong(slip: PropsOf<'done'>['slip'], cardOnReader: boolean): TextKey {
  if (slip === 'printing') return 'done.printing';
  if (slip === 'not-taken') return 'common.slipNotTaken';
  if (slip === 'unsure') return 'common.slipUnsure';
  if (slip === 'printed') return cardOnReader ? 'done.printed' : 'done.printedSlip';
  return 'done.notPrinted';
}

/** 办好了: the record is durable. The slip may come or not (X12); then the number stands here in 40 pt. */
export function Done({ maskedName, year, slip, number, cardExpired, cardOnReader }: PropsOf<'done'>) {
  const along = takeAlong(slip, cardOnReader);
  const noSlip = slip === 'not-printed' || slip === 'unsure' || slip === 'none';
  const card: readonly TextKey[] = noSlip && cardOnReader ? ['common.takeCard'] : [];
  const renew: readonly TextKey[] = cardExpired ? ['common.renewCard'] : [];
  // Who finds the way by the keys cannot read the slip: its number is said to them too.
  const spelled: readonly TextKey[] = noSlip || keysAreUsed() ? spokenCharacters(number) : [];
  const spell: readonly TextKey[] =
    spelled.length === 0 ? [] : [noSlip ? 'done.remember' : 'done.number', ...spelled];
  useSpoken(['done.question', 'done.year', along, ...spell, ...card, ...renew]);
  return (
    <Frame
      screen="done"
      plate={noSlip ? <Tick /> : <Slip />}
      answers={<BigButton label="done.leave" act={{ act: 'leave' }} look="yes" />}
    >
      <div class="headline">
        <Question huge>{text('done.question')}</Question>
        <p class="hello">{text('done.year', { year })}</p>
      </div>
      <div class="notes">
        {[along, ...card].map((key) => (
          <Note key={key}>{text(key)}</Note>
        ))}
      </div>
      {noSlip ? <SlipNumber label="done.remember" number={number} /> : null}
      {cardExpired ? <Note mark>{text('common.renewCard')}</Note> : null}
      {noSlip ? null : <Note>{text('done.thanks', { name: maskedName })}</Note>}
    </Frame>
  );
}
