import { useEffect } from 'preact/hooks';
import { prepareEye } from '../camera/index.ts';
import { BigButton, Frame, Question } from '../parts/index.ts';
import { FaceInMirror } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** Who asks and why, how, how long kept, that one may stop (PIPL Art. 15), and the other way (Art. 16, 17). */
const TOLD = [
  'faceConsent.why',
  'faceConsent.where',
  'faceConsent.kept',
  'faceConsent.stop',
  'faceConsent.other',
] as const;

/** Separate consent to the face step (PIPL Art. 14, 29). Both ways have the same size and weight. */
export function FaceConsent({ textVersion }: PropsOf<'face-consent'>) {
  useSpoken(['faceConsent.question', ...TOLD]);
  useEffect(prepareEye, []);
  return (
    <Frame
      screen="face-consent"
      step={3}
      plate={<FaceInMirror />}
      help={false}
      answers={
        <>
          <BigButton label="faceConsent.face" act={{ act: 'face' }} />
          <BigButton label="faceConsent.staff" act={{ act: 'staff' }} />
        </>
      }
    >
      <Question>{text('faceConsent.question')}</Question>
      <ul class="told" data-text-version={textVersion}>
        {TOLD.map((key) => (
          <li key={key}>{text(key)}</li>
        ))}
      </ul>
    </Frame>
  );
}
