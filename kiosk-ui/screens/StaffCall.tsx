import { useEffect, useState } from 'preact/hooks';
import { BigButton, Frame, Keypad, Note, Press, Question, useKiosk } from '../parts/index.ts';
import { Staff } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

const FIELDS = { operator: { most: 6, least: 1 }, pin: { most: 12, least: 4 } } as const;
type Field = keyof typeof FIELDS;

/** The person is told that staff come and never why; the operator signs in beside it. */
export function StaffCall({ state, lockedSeconds, logins }: PropsOf<'staff-call'>) {
  const kiosk = useKiosk();
  const [entered, setEntered] = useState({ operator: '', pin: '' });
  const [field, setField] = useState<Field>('operator');
  useSpoken(state === 'ask' ? ['staffCall.question'] : [`staffCall.${state}`]);
  // A PIN that was not taken is typed anew.
  useEffect(() => setEntered((typed) => ({ ...typed, pin: '' })), [logins]);
  const locked = state === 'locked';
  const change = (value: string) => setEntered({ ...entered, [field]: value.slice(0, FIELDS[field].most) });
  const complete =
    entered.operator.length >= FIELDS.operator.least && entered.pin.length >= FIELDS.pin.least && !locked;

  return (
    <Frame
      screen="staff-call"
      size="narrow"
      help={false}
      plate={<Staff />}
      answers={
        <>
          <BigButton
            label="staffCall.enter"
            act="staff-login"
            look="yes"
            disabled={!complete}
            onPress={() => kiosk.act({ act: 'staff-login', ...entered })}
          />
          <BigButton label="staffCall.leave" act={{ act: 'leave' }} />
        </>
      }
    >
      <Question>{text('staffCall.question')}</Question>
      <Note>{text('staffCall.about')}</Note>
      <div class="entry">
        <div class="entry-fields">
          <p class={state === 'ask' ? 'note' : 'note note-mark'} role="status">
            {text(`staffCall.${state}`, { seconds: lockedSeconds })}
          </p>
          {(['operator', 'pin'] as const).map((name) => (
            <Press
              key={name}
              act={`key-${name}`}
              say={`staffCall.${name}`}
              class="field"
              pressed={field === name}
              onPress={() => setField(name)}
            >
              <span>{text(`staffCall.${name}`)}</span>
              <b>{name === 'pin' ? '●'.repeat(entered.pin.length) : entered.operator}</b>
            </Press>
          ))}
        </div>
        <Keypad
          onDigit={(digit) => change(entered[field] + digit)}
          onErase={() => change(entered[field].slice(0, -1))}
          onClear={() => change('')}
        />
      </div>
    </Frame>
  );
}
