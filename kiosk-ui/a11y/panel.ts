/** Smallest panel on which everything fits, in millimetres: that of a 10.1 inch tablet at 1280 x 800. */
const LEAST_LONG_MM = 217;
const LEAST_SHORT_MM = 136;

/**
 * Sets `--mm` (CSS pixels a millimetre) and the attributes that the style sheets arrange by: `data-shape` and
 * `data-room`. A window that is smaller than any panel (a page on a desk, the dock) is drawn smaller than life.
 */
export function setPanel(pixelsPerMm: number): void {
  const long = Math.max(innerWidth, innerHeight);
  const short = Math.min(innerWidth, innerHeight);
  const mm = Math.min(pixelsPerMm, long / LEAST_LONG_MM, short / LEAST_SHORT_MM);
  const shortMm = short / mm;
  const root = document.documentElement;
  root.style.setProperty('--mm', `${mm}px`);
  root.dataset.shape = innerHeight > innerWidth ? 'portrait' : 'landscape';
  root.dataset.room = shortMm >= 230 ? 'full' : shortMm >= 170 ? 'medium' : 'tight';
}
