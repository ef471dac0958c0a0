import { Frame, Question } from '../parts/index.ts';
import { Saving } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';

/** The record is being made durable; short, nothing to press. */
export function SavingScreen() {
  useSpoken(['saving.question']);
  return (
    <Frame screen="saving" plate={<Saving />} help={false}>
      <Question>{text('saving.question')}</Question>
    </Frame>
  );
}
