import { useEffect, useRef } from 'preact/hooks';
import type { TextKey } from '../texts/index.ts';
import { say } from './say.ts';

/** Says these texts when the screen appears, and again when they change while it stays. */
export function useSpoken(keys: readonly TextKey[]): void {
  const said = useRef('');
  useEffect(() => {
    const words = keys.join(' ');
    if (words === said.current) return;
    said.current = words;
    say(keys);
  });
}
