import type { ComponentChildren } from 'preact';
import type { ScreenName } from '../../domain/index.ts';
import { BackSign, HelpSign, RepeatSign } from '../pictures/index.ts';
import { text } from '../texts/index.ts';
import { repeat } from '../voice/index.ts';
import { useKiosk } from './kiosk.ts';
import { Press } from './Press.tsx';
import { Steps } from './Steps.tsx';

interface FrameProps {
  readonly screen: ScreenName;
  /** The coloured plate: above in portrait, left in landscape. A picture, or what the answer is about. */
  readonly plate: ComponentChildren;
  /** `narrow` leaves the room to a keypad or a list, `wide` to the camera or a signature. */
  readonly size?: 'even' | 'narrow' | 'wide';
  /** Staff screens have their own colour: it is plain whose turn it is. */
  readonly turn?: 'person' | 'staff';
  readonly step?: number;
  readonly children: ComponentChildren;
  /** The answers to the question, most likely first. */
  readonly answers?: ComponentChildren;
  readonly back?: boolean;
  /** False where an answer of the screen itself calls staff, or staff are there. */
  readonly help?: boolean;
}

/** What all screens share: plate, words, answers, and the bar with back, repeat and help. */
export function Frame(props: FrameProps) {
  const { screen, plate, size = 'even', turn = 'person', step, children, answers, back, help = true } = props;
  const kiosk = useKiosk();
  return (
    <main class={`screen plate-${size} turn-${turn}`} data-screen={screen}>
      <div class="plate">
        {step === undefined ? null : <Steps step={step} />}
        <div class="plate-inside">{plate}</div>
      </div>
      <div class="paper">
        <div class="words">{children}</div>
        {answers === undefined ? null : <div class="answers">{answers}</div>}
      </div>
      <footer class="bar">
        {back ? (
          <Press act="back" say="common.back" class="small" onPress={() => kiosk.act({ act: 'back' })}>
            <BackSign />
            <span>{text('common.back')}</span>
          </Press>
        ) : null}
        <Press act="key-repeat" say="common.repeat" class="small" onPress={repeat}>
          <RepeatSign />
          <span>{text('common.repeat')}</span>
        </Press>
        {kiosk.callOut ? (
          <p class="call-out" role="status">
            {text('common.callStaff')}
          </p>
        ) : null}
        {help ? (
          <Press act="staff" say="common.help" class="small help" onPress={() => kiosk.act({ act: 'staff' })}>
            <HelpSign />
            <span>{text('common.help')}</span>
          </Press>
        ) : null}
      </footer>
    </main>
  );
}
