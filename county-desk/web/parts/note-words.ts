import { paperTexts } from '../../../config/index.ts';
import type { Note } from '../../lists/index.ts';
import { noteText } from '../../reports/index.ts';

const say = paperTexts();

/** What a list says of a person, in the words that the printed list has. */
export function noteWords(note: Note): string {
  return noteText(say, note);
}
