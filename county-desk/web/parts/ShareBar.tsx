/** A share as a bar, drawn as SVG by the server. The numbers stand beside it as text: the bar is for the eye alone. */
export function ShareBar({
  part,
  of,
  owed = 0,
}: {
  readonly part: number;
  readonly of: number;
  readonly owed?: number;
}) {
  const width = of === 0 ? 0 : Math.round((1000 * part) / of) / 10;
  const mark = of === 0 || owed === 0 ? null : Math.round((1000 * owed) / of) / 10;
  return (
    <svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="share-all" x="0" y="0" width="100" height="8" />
      <rect class="share-part" x="0" y="0" width={width} height="8" />
      {mark === null ? null : (
        <rect class="share-mark" x={Math.min(mark, 99.4)} y="0" width="0.6" height="8" />
      )}
    </svg>
  );
}

/** Whole per cent, rounded down: 99.9 % is not done yet. */
export function percent(part: number, of: number): string {
  return of === 0 ? '—' : `${Math.floor((100 * part) / of)}%`;
}
