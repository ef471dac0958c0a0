import { Countdown, Frame, Note, Question } from '../parts/index.ts';
import { CardBack } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';

/** The card was lifted in the middle of a visit: back in time, or all is wiped. */
export function CardAway() {
  useSpoken(['cardAway.question', 'cardAway.about']);
  return (
    <Frame screen="card-away" plate={<CardBack />}>
      <Question>{text('cardAway.question')}</Question>
      <Note>{text('cardAway.about')}</Note>
      <Countdown />
    </Frame>
  );
}
