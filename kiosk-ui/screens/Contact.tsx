import { BigButton, Fact, Frame, groupedPhone, Question } from '../parts/index.ts';
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
    ending.length > 0 ? 'contact.phoneEnding' : 'contact.noPhone',
    ...ending,
    ...(address === '' ? [] : (['contact.addressOnScreen'] as const)),
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
          value={phone === '' ? text('contact.none') : groupedPhone(phone)}
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
