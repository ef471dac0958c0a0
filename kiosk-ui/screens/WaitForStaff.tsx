import { BigButton, Frame, Note, Question } from '../parts/index.ts';
import { Staff } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** Staff were called, by the person (who may go on) or by an inner fault (X28; the code is for the technician). */
export function WaitForStaff({ code, mayGoOn }: PropsOf<'wait-for-staff'>) {
  useSpoken(['waitForStaff.question', 'waitForStaff.about']);
  return (
    <Frame
      screen="wait-for-staff"
      plate={<Staff />}
      help={false}
      answers={mayGoOn ? <BigButton label="waitForStaff.goOn" act={{ act: 'back' }} look="yes" /> : undefined}
    >
      <Question>{text('waitForStaff.question')}</Question>
      <Note>{text('waitForStaff.about')}</Note>
      {code === '' ? null : <p class="code">{text('common.code', { code })}</p>}
    </Frame>
  );
}
