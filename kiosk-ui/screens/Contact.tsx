import { BigButton, Fact, Frame, Question } from '../parts/index.ts';
import { text } from '../texts/index.ts';
import { spokenCharacters, useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** Phone and address as the county has them: right or not. The person's own data stand here unmasked. */
export function Contact(props: PropsOf<'contact'>) {
  const { name, maskedIdNumber, phone, address, changedPhone, changedAddress } = props;
  // Others stand in the hall: four digits are enough to know one's own number by.
  const ending = spokenCharacters(phone.slice(-4));
  useSpoken([
    'contact.question',
    ...(ending.length > 0 ? (['contact.phoneEnding'] as const) : []),
    ...ending,
  ]);
  const changed = text('contact.changed');
  return (
    <Frame
      screen="contact"
      step={4}
      size="narrow"
      plate={
        <dl>
          <Fact label={text('contact.name')} value={name} />
          <Fact label={text('contact.idNumber')} value={maskedIdNumber} />
        </dl>
      }
      answers={
        <>
          <BigButton label="contact.right" act={{ act: 'contact-right' }} look="yes" />
          <BigButton label="contact.wrong" act={{ act: 'contact-wrong' }} />
        </>
      }
    >
      <Question>{text('contact.question')}</Question>
      <dl>
        <Fact
          label={text('contact.phone')}
          value={phone === '' ? text('contact.none') : grouped(phone)}
          tag={changedPhone ? changed : undefined}
        />
        <Fact
          label={text('contact.address')}
          value={address === '' ? text('contact.none') : address}
          tag={changedAddress ? changed : undefined}
        />
      </dl>
    </Frame>
  );
}

/** 13900001234 -> 139 0000 1234: as people read a mobile number to each other. */
function grouped(phone: string): string {
  return /^1\d{10}$/.test(phone) ? `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}` : phone;
}
