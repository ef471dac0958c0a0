/** Long values step down in size so that the whole value is always on the screen, never below 18 pt. */
function sizeOf(value: string): string {
  if (value.length <= 14) return 'fact-short';
  if (value.length <= 40) return 'fact-middle';
  return value.length <= 90 ? 'fact-long' : 'fact-longest';
}

/** A label and its value, as the person has to check it: 32-40 pt where it fits. */
export function Fact({ label, value, tag }: { label: string; value: string; tag?: string | undefined }) {
  return (
    <div class={`fact ${sizeOf(value)}`}>
      <dt>
        {label}
        {tag === undefined ? null : <b class="tag">{tag}</b>}
      </dt>
      <dd>{value}</dd>
    </div>
  );
}
