import { type TextKey, text } from '../texts/index.ts';

/** The number of the record, large enough to be copied down (X12: 40 pt). */
export function SlipNumber({ label, number }: { label: TextKey; number: string }) {
  return (
    <div class="slip-number">
      <span>{text(label)}</span>
      <b>{number}</b>
    </div>
  );
}
