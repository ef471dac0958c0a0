import { useEffect, useState } from 'preact/hooks';
import { text } from '../texts/index.ts';
import { useKiosk } from './kiosk.ts';

const TICK_MS = 250;

/** The seconds that are left, as a number in a ring that empties. Counts from the daemon's deadline. */
export function Countdown() {
  const { deadlineMs } = useKiosk();
  const [left, setLeft] = useState(deadlineMs ?? 0);
  useEffect(() => {
    const end = performance.now() + (deadlineMs ?? 0);
    const ticking = setInterval(() => setLeft(Math.max(0, end - performance.now())), TICK_MS);
    return () => clearInterval(ticking);
  }, [deadlineMs]);
  if (deadlineMs === null) return null;
  const share = deadlineMs === 0 ? 0 : left / deadlineMs;
  return (
    <div class="countdown" role="timer">
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle class="ring-track" cx="50" cy="50" r="44" pathLength={100} />
        <circle
          class="ring-left"
          cx="50"
          cy="50"
          r="44"
          pathLength={100}
          stroke-dasharray={`${share * 100} 100`}
        />
      </svg>
      <b>{text('common.seconds', { seconds: Math.ceil(left / 1000) })}</b>
    </div>
  );
}
