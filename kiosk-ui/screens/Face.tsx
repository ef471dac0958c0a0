import { BigButton, Frame, Note, Question } from '../parts/index.ts';
import { type TextKey, text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import { Mirror } from './face/Mirror.tsx';
import type { PropsOf } from './props.ts';

/** The mirror, one hint at a time, and the way to staff as large as ever. */
export function Face({ attempt, hint, progress }: PropsOf<'face'>) {
  const coach: TextKey = `coach.${hint}`;
  useSpoken([coach]);
  return (
    <Frame
      screen="face"
      step={3}
      size="wide"
      plate={<Mirror hint={hint} progress={progress} />}
      help={false}
      answers={<BigButton label="face.staff" act={{ act: 'staff' }} />}
    >
      <div aria-live="assertive">
        <Question>{text(coach)}</Question>
      </div>
      <Note>{text(attempt === 1 ? 'face.own' : 'face.again')}</Note>
    </Frame>
  );
}
