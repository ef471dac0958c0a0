import { BigButton, Frame, Note, Question } from '../parts/index.ts';
import { Hello } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** The card is known and this year is open: now or not today. */
export function Greeting({ maskedName, year, cardExpired }: PropsOf<'greeting'>) {
  useSpoken(cardExpired ? ['greeting.question', 'common.cardExpired'] : ['greeting.question']);
  return (
    <Frame
      screen="greeting"
      step={2}
      plate={<Hello />}
      answers={
        <>
          <BigButton label="greeting.begin" act={{ act: 'begin' }} look="yes" />
          <BigButton label="greeting.decline" act={{ act: 'decline' }} />
        </>
      }
    >
      <p class="hello">{text('greeting.name', { name: maskedName })}</p>
      <Question>{text('greeting.question', { year })}</Question>
      {cardExpired ? <Note mark>{text('common.cardExpired')}</Note> : null}
    </Frame>
  );
}
