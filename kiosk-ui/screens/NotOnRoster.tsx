import { BigButton, Frame, Note, Question } from '../parts/index.ts';
import { Staff } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** X5: the name is not in this device's list; staff look it up. */
export function NotOnRoster({ maskedName }: PropsOf<'not-on-roster'>) {
  useSpoken(['notOnRoster.question', 'notOnRoster.about']);
  return (
    <Frame
      screen="not-on-roster"
      plate={<Staff />}
      help={false}
      answers={
        <>
          <BigButton label="notOnRoster.staff" act={{ act: 'staff' }} look="yes" />
          <BigButton label="notOnRoster.leave" act={{ act: 'leave' }} />
        </>
      }
    >
      <p class="hello">{text('notOnRoster.name', { name: maskedName })}</p>
      <Question>{text('notOnRoster.question')}</Question>
      <Note>{text('notOnRoster.about')}</Note>
    </Frame>
  );
}
