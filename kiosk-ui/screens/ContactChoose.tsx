import type { ComponentChildren } from 'preact';
import { Frame, groupedPhone, Press, Question, useKiosk } from '../parts/index.ts';
import { House, Notebook, Phone } from '../pictures/index.ts';
import { type TextKey, text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

/** Which of the two is not right. Each tile shows what stands there now. */
export function ContactChoose({ phone, address }: PropsOf<'contact-choose'>) {
  useSpoken(['contactChoose.question']);
  return (
    <Frame screen="contact-choose" step={4} size="narrow" back plate={<Notebook />}>
      <Question>{text('contactChoose.question')}</Question>
      <div class="tiles">
        <Tile
          act="choose-phone"
          label="contactChoose.phone"
          value={groupedPhone(phone)}
          picture={<Phone />}
        />
        <Tile act="choose-address" label="contactChoose.address" value={address} picture={<House />} />
      </div>
    </Frame>
  );
}

interface TileProps {
  readonly act: 'choose-phone' | 'choose-address';
  readonly label: TextKey;
  readonly value: string;
  readonly picture: ComponentChildren;
}

function Tile({ act, label, value, picture }: TileProps) {
  const kiosk = useKiosk();
  return (
    <Press act={act} say={label} class="tile" onPress={() => kiosk.act({ act })}>
      {picture}
      <span>
        <b>{text(label)}</b>
        <span class={value.length > 40 ? 'fact-long' : ''}>
          {value === '' ? text('contact.none') : value}
        </span>
      </span>
    </Press>
  );
}
