import { BigButton, Countdown, Frame, Note, Question } from '../parts/index.ts';
import { Hello } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';

/** Nothing was touched for a while: one question, one button. */
export function StillThere() {
  useSpoken(['stillThere.question', 'stillThere.about']);
  return (
    <Frame
      screen="still-there"
      plate={<Hello />}
      answers={<BigButton label="stillThere.stillHere" act={{ act: 'still-here' }} look="yes" />}
    >
      <Question>{text('stillThere.question')}</Question>
      <Note>{text('stillThere.about')}</Note>
      <Countdown />
    </Frame>
  );
}
