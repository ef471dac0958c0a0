import { WORDS, type Word } from './words.ts';

/** A word in Chinese with its English in small print. */
export function Label({ of }: { of: Word }) {
  const [chinese, english] = WORDS[of];
  return (
    <span class="words">
      {chinese}
      <small lang="en">{english}</small>
    </span>
  );
}
