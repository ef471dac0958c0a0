import { Frame, Note, Question } from '../parts/index.ts';
import { Rest } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** The machine cannot serve; the desk can. */
export function OutOfService({ code }: PropsOf<'out-of-service'>) {
  useSpoken(['outOfService.question', 'outOfService.about']);
  return (
    <Frame screen="out-of-service" plate={<Rest />} help={false}>
      <Question>{text('outOfService.question')}</Question>
      <Note>{text('outOfService.about')}</Note>
      <p class="code">{text('common.code', { code })}</p>
    </Frame>
  );
}
