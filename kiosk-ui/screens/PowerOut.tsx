import { Frame, Note, Question } from '../parts/index.ts';
import { Rest } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** The mains power is gone. Whoever is in a visit hears that it goes on; whoever comes, that the desk can do it too. */
export function PowerOut({ visit }: PropsOf<'power-out'>) {
  const about = visit ? 'powerOut.aboutVisit' : 'powerOut.about';
  useSpoken(['powerOut.question', about]);
  return (
    <Frame screen="power-out" plate={<Rest />} help={false}>
      <Question>{text('powerOut.question')}</Question>
      <Note>{text(about)}</Note>
    </Frame>
  );
}
