import { Frame, Note, Question } from '../parts/index.ts';
import { CardReading } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';

/** The card is being read, at most 5 s. */
export function Reading() {
  useSpoken(['reading.question', 'reading.about']);
  return (
    <Frame screen="reading" plate={<CardReading />} step={1}>
      <Question>{text('reading.question')}</Question>
      <Note>{text('reading.about')}</Note>
    </Frame>
  );
}
