import { useEffect, useRef, useState } from 'preact/hooks';
import { Label } from './Label.tsx';
import { WORDS } from './words.ts';

/** The last printed slip as a picture, and the ones before it. */
export function SlipPanel({ slips }: { slips: number }) {
  const [shown, setShown] = useState(slips);
  const panel = useRef<HTMLElement>(null);
  const before = useRef(slips);
  useEffect(() => {
    setShown(slips);
    // A slip that has just come out is what the visitor wants to see.
    if (slips > before.current) panel.current?.scrollIntoView({ behavior: 'smooth', block: 'start' });
    before.current = slips;
  }, [slips]);
  return (
    <section ref={panel}>
      <h2>
        <Label of="slip" />
        <span class="pager">
          <button
            type="button"
            data-act="slip-older"
            disabled={shown <= 1}
            onClick={() => setShown(shown - 1)}
          >
            <Label of="older" />
          </button>
          <span>{`${shown} / ${slips}`}</span>
          <button
            type="button"
            data-act="slip-newer"
            disabled={shown >= slips}
            onClick={() => setShown(shown + 1)}
          >
            <Label of="newer" />
          </button>
        </span>
      </h2>
      {shown === 0 ? (
        <p class="empty">
          <Label of="noSlip" />
        </p>
      ) : (
        <img class="slip" src={`/dock/api/slip.png?n=${shown}`} alt={WORDS.slip.join(' · ')} />
      )}
    </section>
  );
}
