import { useRef } from 'preact/hooks';
import { CameraVideo, useCamera } from '../camera/index.ts';
import { BigButton, Frame, Note, Question, useKiosk } from '../parts/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

const JUDGEMENTS = ['same', 'unsure', 'different'] as const;

/** The manual check (人工查验): the card's photo and the person side by side, equally large. No score is shown. */
export function StaffCompare(props: PropsOf<'staff-compare'>) {
  const { maskedName, maskedIdNumber, cardPhoto, liveView, operator } = props;
  const kiosk = useKiosk();
  const video = useRef<HTMLVideoElement>(null);
  const camera = useCamera(video, liveView ? 'view' : 'off');
  useSpoken(['staffCompare.question']);
  const live = liveView && camera !== 'lost';
  return (
    <Frame
      screen="staff-compare"
      turn="staff"
      size="wide"
      back
      help={false}
      plate={
        <div class="pair">
          <figure>
            {cardPhoto === null ? (
              <p class="no-picture">{text('staffCompare.noCardPhoto')}</p>
            ) : (
              <img src={cardPhoto} alt={text('staffCompare.cardPhoto')} />
            )}
            <figcaption>{text('staffCompare.cardPhoto')}</figcaption>
          </figure>
          <figure>
            {live ? <CameraVideo video={video} /> : <p class="no-picture">{text('staffCompare.noLive')}</p>}
            <figcaption>{text('staffCompare.live')}</figcaption>
          </figure>
        </div>
      }
      answers={JUDGEMENTS.map((judgement) => (
        <BigButton
          key={judgement}
          label={`staffCompare.${judgement}`}
          act="judge"
          onPress={() => kiosk.act({ act: 'judge', judgement })}
        />
      ))}
    >
      <Question>{text('staffCompare.question')}</Question>
      <Note>{maskedName}</Note>
      <Note>{maskedIdNumber}</Note>
      <Note>{text('staffCompare.operator', { operator })}</Note>
    </Frame>
  );
}
