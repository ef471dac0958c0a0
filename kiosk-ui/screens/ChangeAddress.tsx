import { BigButton, Fact, Frame, Question } from '../parts/index.ts';
import { House } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** An address is not typed on a kiosk: the newest that the card holds, or staff ask. */
export function ChangeAddress({ old, cardAddress }: PropsOf<'change-address'>) {
  useSpoken(['changeAddress.question']);
  return (
    <Frame
      screen="change-address"
      step={4}
      size="narrow"
      back
      plate={<House />}
      answers={
        <>
          {cardAddress === null ? null : (
            <BigButton label="changeAddress.useCard" act={{ act: 'change-address', to: 'card' }} />
          )}
          <BigButton label="changeAddress.askMe" act={{ act: 'change-address', to: 'ask-me' }} />
        </>
      }
    >
      <Question>{text('changeAddress.question')}</Question>
      <dl>
        <Fact label={text('changeAddress.old')} value={old === '' ? text('contact.none') : old} />
        {cardAddress === null ? null : (
          <Fact
            label={text(cardAddress.appended ? 'changeAddress.cardAppended' : 'changeAddress.card')}
            value={cardAddress.text}
          />
        )}
      </dl>
    </Frame>
  );
}
