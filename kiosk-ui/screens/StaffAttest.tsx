import { useState } from 'preact/hooks';
import { StaffCheck } from '../../domain/index.ts';
import { BigButton, Frame, Note, Press, Question, useKiosk } from '../parts/index.ts';
import { CheckSign, Notebook } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { useSpoken } from '../voice/index.ts';
import type { PropsOf } from './props.ts';

const REASONS = StaffCheck.shape.reason.options;

/** The operator says why, and that it was done face to face. */
export function StaffAttest({ maskedName, judgement, operator }: PropsOf<'staff-attest'>) {
  const kiosk = useKiosk();
  const [reason, setReason] = useState<StaffCheck['reason']>();
  // What the operator judged is never said: others stand in the hall.
  useSpoken(['staffAttest.question']);
  return (
    <Frame
      screen="staff-attest"
      turn="staff"
      size="narrow"
      back
      help={false}
      plate={
        <>
          <Notebook />
          <p class="plate-words">{text('staffAttest.person', { name: maskedName })}</p>
          <p class="plate-words">{text(`staffAttest.${judgement}`)}</p>
          <p class="plate-words">{text('staffCompare.operator', { operator })}</p>
        </>
      }
      answers={
        <BigButton
          label="staffAttest.attest"
          act="attest"
          look="yes"
          disabled={reason === undefined}
          onPress={() => {
            if (reason !== undefined) kiosk.act({ act: 'attest', reason });
          }}
        />
      }
    >
      <Question>{text('staffAttest.question')}</Question>
      {reason === undefined ? <Note>{text('staffAttest.choose')}</Note> : null}
      <div class="choices">
        {REASONS.map((name) => (
          <Press
            key={name}
            act={`key-${name}`}
            say={`staffAttest.${name}`}
            class="choice"
            pressed={reason === name}
            onPress={() => setReason(name)}
          >
            <span class="box">{reason === name ? <CheckSign /> : null}</span>
            <span>{text(`staffAttest.${name}`)}</span>
          </Press>
        ))}
      </div>
    </Frame>
  );
}
