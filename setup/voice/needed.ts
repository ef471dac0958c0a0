import { createHash } from 'node:crypto';
import { pinyin } from 'pinyin-pro';
import { speechOf, Texts } from '../../config/index.ts';
import { VOICE } from './speak.ts';

/** One sentence to be said, and the mark that changes when it has to be made again. */
export interface NeededSpeech {
  /** `<group>.<key>` of the catalogue, the file's name. */
  readonly key: string;
  readonly pinyin: string;
  readonly mark: string;
}

const AS_IT_STANDS = 'pinyin:';

/** Every sentence of a catalogue (parsed JSON of config/texts/<language>.json) that is said. */
export function neededSpeech(catalogue: unknown): NeededSpeech[] {
  return Object.entries(Texts.parse(catalogue)).flatMap(([group, entries]) =>
    Object.entries(entries).flatMap(([name, entry]) => {
      const sentence = speechOf(entry);
      if (sentence === undefined) return [];
      const said = toPinyin(sentence);
      const mark = createHash('sha256')
        .update(JSON.stringify([VOICE, said]))
        .digest('hex');
      return [{ key: `${group}.${name}`, pinyin: said, mark }];
    }),
  );
}

/**
 * Syllables with tone digits, as the `cmn-latn-pinyin` voice reads them; pauses stay as commas and stops.
 * pinyin-pro settles characters with several readings (还, 得, 长) by the words around them.
 */
export function toPinyin(sentence: string): string {
  if (sentence.startsWith(AS_IT_STANDS)) return sentence.slice(AS_IT_STANDS.length);
  return pinyin(sentence, { toneType: 'num', v: true, nonZh: 'consecutive' })
    .replace(/\s*[，、：]\s*/g, ', ')
    .replace(/\s*[。！]\s*/g, '. ')
    .replace(/\s*？\s*/g, '? ')
    .trim();
}
