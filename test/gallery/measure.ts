import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { packageFolder } from '../../config/index.ts';

const Control = z.object({
  act: z.string(),
  /** An answer to the question, as against a key or the bar. */
  answer: z.boolean(),
  enabled: z.boolean(),
  /** Millimetres of the panel. */
  width: z.number(),
  height: z.number(),
  left: z.number(),
  top: z.number(),
});
type Control = z.infer<typeof Control>;

/** What in-page.js finds on the screen that is shown. */
export const Measured = z.object({
  mm: z.number().positive(),
  controls: z.array(Control),
  /** Elements that stick out of the box they belong to. */
  outside: z.array(z.string()),
  texts: z.array(
    z.object({ text: z.string(), millimetres: z.number(), contrast: z.number(), disabled: z.boolean() }),
  ),
  scrolls: z.boolean(),
});
export type Measured = z.infer<typeof Measured>;

const SCRIPT = readFileSync(join(packageFolder(), 'test', 'gallery', 'in-page.js'), 'utf8');

export async function measure(page: Page): Promise<Measured> {
  return Measured.parse(await page.evaluate(SCRIPT));
}

/** The smallest gap between two controls, in millimetres; Infinity with fewer than two. */
export function smallestGap(controls: readonly Control[]): number {
  let smallest = Number.POSITIVE_INFINITY;
  controls.forEach((one, index) => {
    for (const other of controls.slice(index + 1)) {
      const across = Math.max(other.left - (one.left + one.width), one.left - (other.left + other.width));
      const down = Math.max(other.top - (one.top + one.height), one.top - (other.top + other.height));
      smallest = Math.min(smallest, Math.max(across, down));
    }
  });
  return smallest;
}

/** The sizes that the screens promise, in millimetres and contrast; empty when all are kept. */
export function broken(measured: Measured): string[] {
  const wrong: string[] = [...measured.outside];
  if (measured.scrolls) wrong.push('the page scrolls');
  for (const control of measured.controls) {
    const least = control.answer ? 20 : 16;
    const size = Math.min(control.width, control.height);
    if (size < least - 0.05) wrong.push(`${control.act} is ${size.toFixed(1)} mm, not ${least}`);
  }
  const gap = smallestGap(measured.controls);
  if (gap < 3.95) wrong.push(`two controls are ${gap.toFixed(1)} mm apart`);
  for (const { text, millimetres, contrast, disabled } of measured.texts) {
    // 6.35 mm are 18 pt.
    if (millimetres < 6.35) wrong.push(`"${text}" is ${millimetres.toFixed(1)} mm high`);
    if (contrast < (disabled ? 4.5 : 7)) wrong.push(`"${text}" has contrast ${contrast.toFixed(1)}`);
  }
  return wrong;
}
