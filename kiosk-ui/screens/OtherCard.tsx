import { Frame, Note, Question } from '../parts/index.ts';
import { OtherCard } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';

/** X2: something that is no ID card. */
export function OtherCardScreen() {
  useSpoken(['otherCard.question', 'otherCard.about', 'otherCard.change']);
  return (
    <Frame screen="other-card" plate={<OtherCard />}>
      <Question>{text('otherCard.question')}</Question>
      <Note>{text('otherCard.about')}</Note>
      <Note>{text('otherCard.change')}</Note>
    </Frame>
  );
}
