import type { Say } from '../../config/index.ts';
import type { Column } from './paper.ts';

/** A column of texts. */
export function text(say: Say, key: string, width = 3): Column {
  return { label: say(`column.${key}`), align: 'left', width };
}

/** A column of short words or days, centred. */
export function short(say: Say, key: string, width = 2): Column {
  return { label: say(`column.${key}`), align: 'center', width };
}

/** A column of numbers. */
export function count(say: Say, key: string, width = 2): Column {
  return { label: say(`column.${key}`), align: 'right', width };
}
