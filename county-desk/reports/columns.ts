import type { Say } from '../../config/index.ts';
import type { Column } from './paper.ts';

/** A column of texts. Widths are about the millimetres that it needs in small print. */
export function text(say: Say, key: string, width = 30): Column {
  return { label: say(`column.${key}`), align: 'left', width };
}

/** A column of short words or days, centred. */
export function short(say: Say, key: string, width = 20): Column {
  return { label: say(`column.${key}`), align: 'center', width };
}

/** A column of numbers. */
export function count(say: Say, key: string, width = 14): Column {
  return { label: say(`column.${key}`), align: 'right', width };
}

/** A column of numbers or digests that stand for something and must not be broken. */
export function code(say: Say, key: string, width = 24): Column {
  return { label: say(`column.${key}`), align: 'code', width };
}

/** The column of the running number. */
export function running(say: Say): Column {
  return { label: say('column.number'), align: 'center', width: 11 };
}
