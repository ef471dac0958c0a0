import { text } from '../texts/index.ts';
import { Press } from './Press.tsx';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
type Digit = '0' | (typeof DIGITS)[number];

interface KeypadProps {
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
  readonly onClear: () => void;
}

/** Digits as on a telephone, each at least 20 mm wide; no letters, no keyboard. */
export function Keypad({ onDigit, onErase, onClear }: KeypadProps) {
  const digit = (name: Digit) => (
    <Press key={name} act={`key-${name}`} say={`character.${name}`} class="key" onPress={() => onDigit(name)}>
      {name}
    </Press>
  );
  return (
    <div class="keypad">
      {DIGITS.map(digit)}
      <Press act="key-clear" say="changePhone.clear" class="key key-word" onPress={onClear}>
        {text('changePhone.clear')}
      </Press>
      {digit('0')}
      <Press act="key-erase" say="changePhone.erase" class="key key-word" onPress={onErase}>
        {text('changePhone.erase')}
      </Press>
    </div>
  );
}
