import type { Say } from '../../config/index.ts';
import { minuteInChina } from '../../domain/index.ts';
import type { ListLine, Note } from '../lists/index.ts';
import { monthOnPaper } from './context.ts';

/** The words of one note. Keys of the records become words, instants become minutes in China. */
export function noteText(say: Say, note: Note): string {
  const { method, means, reason, month, at } = note.values;
  return say(`note.${note.key}`, {
    ...note.values,
    ...(method === undefined ? {} : { method: say(`method.${method}`) }),
    ...(means === undefined ? {} : { means: say(`means.${means}`) }),
    ...(reason === undefined ? {} : { words: say(`reason.${reason}`) }),
    ...(month === undefined ? {} : { month: monthOnPaper(say, String(month)) }),
    ...(at === undefined ? {} : { at: minuteInChina(Date.parse(String(at))) }),
  });
}

/** Everything that a line says. */
export function notesText(say: Say, line: ListLine): string {
  return line.notes.map((note) => noteText(say, note)).join('；');
}
