import { useState } from 'preact/hooks';
import type { Stroke } from '../../domain/index.ts';
import {
  BigButton,
  Fact,
  Frame,
  groupedPhone,
  Press,
  Question,
  SignaturePad,
  useKiosk,
} from '../parts/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** 手写确认: what is signed stands beside the pad; a mark has the same size and worth (E1: it never blocks). */
export function Sign({ maskedName, year, phone, address }: PropsOf<'sign'>) {
  const kiosk = useKiosk();
  const [page, setPage] = useState(0);
  const [strokes, setStrokes] = useState<Stroke[]>([]);
  useSpoken(['sign.question', 'sign.true']);
  const none = text('contact.none');
  return (
    <Frame
      screen="sign"
      step={5}
      size="narrow"
      back
      plate={
        <dl>
          <div class="signed">
            <dt>{text('sign.person', { name: maskedName, year })}</dt>
            <dd>{text('sign.true')}</dd>
          </div>
          <Fact label={text('sign.phone')} value={phone === '' ? none : groupedPhone(phone)} />
          <Fact label={text('sign.address')} value={address === '' ? none : address} />
        </dl>
      }
      answers={
        <>
          <BigButton
            label="sign.sign"
            act="sign"
            look="yes"
            disabled={strokes.length === 0}
            onPress={() => kiosk.act({ act: 'sign', strokes })}
          />
          <BigButton label="sign.mark" act={{ act: 'mark' }} />
        </>
      }
    >
      <div class="sign-head">
        <Question>{text('sign.question')}</Question>
        <Press
          act="key-clear"
          say="sign.clear"
          class="small"
          disabled={strokes.length === 0}
          onPress={() => {
            setStrokes([]);
            setPage(page + 1);
          }}
        >
          <span>{text('sign.clear')}</span>
        </Press>
      </div>
      <div class="pad-box">
        {strokes.length === 0 ? <p class="pad-hint">{text('sign.here')}</p> : null}
        <SignaturePad key={page} onStrokes={setStrokes} label={text('sign.here')} />
      </div>
    </Frame>
  );
}
