import { type Source, withoutComments } from './sources.ts';

/**
 * Files that hold Chinese as data rather than as a text for anybody: tables of a standard, made-up people,
 * the fixed values of a card or a file format; and the panel of simulated hardware, which no beneficiary sees.
 */
export const CHINESE_IS_DATA: readonly RegExp[] = [
  /^domain\/card\.ts$/,
  /^domain\/ethnic-group\.ts$/,
  /^firmware-bridge\/card\/card-identity\.ts$/,
  /^firmware-bridge\/simulators\/portrait\.ts$/,
  /^kiosk-ui\/dock\//,
];

/** Every line of code, comments left out, with a Chinese character outside the catalogue: `path:line`. */
export function textsInCode(
  sources: readonly Source[],
  asData: readonly RegExp[] = CHINESE_IS_DATA,
): string[] {
  return sources
    .filter(({ path }) => !asData.some((pattern) => pattern.test(path)))
    .flatMap(({ path, text }) =>
      withoutComments(text)
        .split('\n')
        .flatMap((line, index) =>
          /\p{Script=Han}/u.test(line) ? [`${path}:${index + 1} holds Chinese text: ${line.trim()}`] : [],
        ),
    );
}
