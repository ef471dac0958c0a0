import { useEffect } from 'preact/hooks';
import { BigButton, Frame, Note, Question } from '../parts/index.ts';
import { text } from '../texts/index.ts';
import { sayNext } from '../voice/index.ts';
import { Mirror } from './face/Mirror.tsx';
import { useCoach } from './face/use-coach.ts';
import type { PropsOf } from './props.ts';

/** The mirror, one hint at a time, and the way to staff as large as ever. */
export function Face({ attempt, hint, progress }: PropsOf<'face'>) {
  const coach = useCoach(hint);
  useEffect(() => {
    if (attempt > 1) sayNext('face.again');
  }, [attempt]);
  return (
    <Frame
      screen="face"
      step={3}
      size="wide"
      plate={<Mirror hint={coach.hint} progress={progress} guide={coach.guide} />}
      help={false}
      answers={<BigButton label="face.staff" act={{ act: 'staff' }} />}
    >
      <div aria-live="assertive">
        <Question>{text(`coach.${coach.hint}`)}</Question>
      </div>
      {coach.hint === 'good' ? null : <Note>{text(attempt === 1 ? 'face.own' : 'face.again')}</Note>}
    </Frame>
  );
}
