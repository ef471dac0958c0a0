import { z } from 'zod';

/**
 * One text of the kiosk. `text` is shown; `speech` is said in its place where reading the text aloud would not do:
 * a text with a `{placeholder}` cannot be recorded beforehand, so it must say what is spoken (`""` = nothing).
 * A speech that starts with `pinyin:` is given to the speaker as it stands (letters of the alphabet).
 */
export const TextEntry = z
  .object({ text: z.string().min(1).max(80), speech: z.string().max(120).optional() })
  .refine((entry) => !entry.text.includes('{') || entry.speech !== undefined, {
    message: 'a text with a placeholder needs a speech of its own',
  });
export type TextEntry = z.infer<typeof TextEntry>;

/** All texts of one language: group (mostly a screen) -> key -> entry. */
export const Texts = z.record(
  z.string().regex(/^[a-zA-Z]+$/),
  z.record(z.string().regex(/^[a-zA-Z0-9-]+$/), TextEntry),
);
export type Texts = z.infer<typeof Texts>;

/** What is said for an entry, or undefined when it is silent. */
export function speechOf(entry: TextEntry): string | undefined {
  const speech = entry.speech ?? entry.text;
  return speech === '' ? undefined : speech;
}
