import { BigButton, Frame, Note, Question } from '../parts/index.ts';
import { Hello } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';

/** X22: no pressure, the short truth, other ways. */
export function Declined() {
  useSpoken(['declined.question', 'declined.rule', 'declined.goesOn', 'declined.otherDay']);
  return (
    <Frame
      screen="declined"
      plate={<Hello />}
      answers={<BigButton label="declined.leave" act={{ act: 'leave' }} look="yes" />}
    >
      <Question>{text('declined.question')}</Question>
      <Note>{text('declined.rule')}</Note>
      <Note>{text('declined.goesOn')}</Note>
      <Note>{text('declined.otherDay')}</Note>
    </Frame>
  );
}
