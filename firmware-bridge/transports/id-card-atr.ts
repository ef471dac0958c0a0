import type { PcscReaderProfile } from '../../config/index.ts';

/** Whether a card with this answer to reset (upper-case hex) may be an identity card; any may where none is named. */
export function isIdCardAtr(atr: string, { atrStarts }: Pick<PcscReaderProfile, 'atrStarts'>): boolean {
  return atrStarts.length === 0 || atrStarts.some((start) => atr.startsWith(start.toUpperCase()));
}
