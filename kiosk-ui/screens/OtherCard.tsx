import { Frame, Note, Question } from '../parts/index.ts';
import { OtherCard } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** X2: something that is no ID card; what it is, is said where the reader can tell. */
export function OtherCardScreen({ kind }: PropsOf<'other-card'>) {
  useSpoken(['otherCard.question', `otherCard.${kind}`, 'otherCard.change']);
  return (
    <Frame screen="other-card" plate={<OtherCard />}>
      <Question>{text('otherCard.question')}</Question>
      <Note>{text(`otherCard.${kind}`)}</Note>
      <Note>{text('otherCard.change')}</Note>
    </Frame>
  );
}
