import { useState } from 'preact/hooks';
import { BigButton, Fact, Frame, groupedPhone, Keypad, Question, useKiosk } from '../parts/index.ts';
import { Phone } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** Bounds of the act `change-phone`. */
const LEAST = 7;
const MOST = 12;

/** The new number, digit by digit; the county decides on it (A40). */
export function ChangePhone({ old }: PropsOf<'change-phone'>) {
  const kiosk = useKiosk();
  const [phone, setPhone] = useState('');
  useSpoken(['changePhone.question']);
  return (
    <Frame
      screen="change-phone"
      step={4}
      size="narrow"
      back
      plate={
        <>
          <Phone />
          <dl>
            <Fact
              label={text('changePhone.old')}
              value={old === '' ? text('contact.none') : groupedPhone(old)}
            />
          </dl>
        </>
      }
      answers={
        <BigButton
          label="changePhone.change"
          act="change-phone"
          look="yes"
          disabled={phone.length < LEAST}
          onPress={() => kiosk.act({ act: 'change-phone', phone })}
        />
      }
    >
      <Question>{text('changePhone.question')}</Question>
      <div class="entry entry-one">
        <output class="entered" aria-label={text('changePhone.new')}>
          {groupedPhone(phone)}
        </output>
        <Keypad
          onDigit={(digit) => setPhone((before) => (before + digit).slice(0, MOST))}
          onErase={() => setPhone((before) => before.slice(0, -1))}
          onClear={() => setPhone('')}
        />
      </div>
    </Frame>
  );
}
