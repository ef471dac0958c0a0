import { BigButton, Fact, Frame, Question } from '../parts/index.ts';
import { House, Phone } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** Which of the two is not right. */
export function ContactChoose({ phone, address }: PropsOf<'contact-choose'>) {
  useSpoken(['contactChoose.question']);
  const none = text('contact.none');
  return (
    <Frame
      screen="contact-choose"
      step={4}
      size="narrow"
      back
      plate={
        <dl>
          <Fact label={text('contact.phone')} value={phone === '' ? none : phone} />
          <Fact label={text('contact.address')} value={address === '' ? none : address} />
        </dl>
      }
      answers={
        <>
          <BigButton label="contactChoose.phone" act={{ act: 'choose-phone' }} picture={<Phone />} />
          <BigButton label="contactChoose.address" act={{ act: 'choose-address' }} picture={<House />} />
        </>
      }
    >
      <Question>{text('contactChoose.question')}</Question>
    </Frame>
  );
}
