import { Frame, Note, Question } from '../parts/index.ts';
import { Staff } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** X28 and every inner fault during a visit; the code is for the technician. */
export function WaitForStaff({ code }: PropsOf<'wait-for-staff'>) {
  useSpoken(['waitForStaff.question', 'waitForStaff.about']);
  return (
    <Frame screen="wait-for-staff" plate={<Staff />} help={false}>
      <Question>{text('waitForStaff.question')}</Question>
      <Note>{text('waitForStaff.about')}</Note>
      <p class="code">{text('common.code', { code })}</p>
    </Frame>
  );
}
