import type { Act, ActName } from '../../domain/index.ts';
import { type TextKey, text } from '../texts/index.ts';
import { useKiosk } from './kiosk.ts';
import { Press } from './Press.tsx';

interface BigButtonProps {
  readonly label: TextKey;
  /** Act that is sent, or its name when `onPress` sends more than the name. */
  readonly act: Act | ActName;
  readonly onPress?: () => void;
  /** `yes` is filled, `plain` is outlined: same size, same weight of the words. */
  readonly look?: 'yes' | 'plain';
  readonly disabled?: boolean;
}

/** An answer to the question: at least 20 mm high, mostly 30. */
export function BigButton({ label, act, onPress, look = 'plain', disabled }: BigButtonProps) {
  const kiosk = useKiosk();
  const send = () => {
    if (onPress !== undefined) onPress();
    else if (typeof act !== 'string') kiosk.act(act);
  };
  return (
    <Press
      act={typeof act === 'string' ? act : act.act}
      say={label}
      class={`big big-${look}`}
      onPress={send}
      disabled={disabled}
    >
      <span>{text(label)}</span>
    </Press>
  );
}
