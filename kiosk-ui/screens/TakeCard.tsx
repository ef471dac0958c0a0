import { Frame, Note, Question } from '../parts/index.ts';
import { CardTake } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';

/** The card was left on the reader. */
export function TakeCard() {
  useSpoken(['takeCard.question', 'takeCard.about']);
  return (
    <Frame screen="take-card" plate={<CardTake />}>
      <Question>{text('takeCard.question')}</Question>
      <Note>{text('takeCard.about')}</Note>
    </Frame>
  );
}
