import { isLike, lacksLetters, lettersOf, shareBeginning, slipsAllowed } from './likeness.ts';

export type SimilarWords = {
  /** Those that the written word is meant to be, slips of the finger allowed. */
  like(written: string): readonly string[];
  /** And those of which it is another ending: dermatologista, dermatologia. */
  kin(written: string): readonly string[];
};

type SameLength = { readonly words: string[]; readonly letters: number[] };

const mostSlips = 2;
const beginning = 6;

/** Finds similar words among many: only those of nearly the same length and letters are compared letter by letter. */
export function similarWords(known: Iterable<string>): SimilarWords {
  const all = new Set(known);
  const byLength = new Map<number, SameLength>();
  const byBeginning = new Map<string, string[]>();
  for (const word of all) {
    const same = byLength.get(word.length) ?? { words: [], letters: [] };
    byLength.set(word.length, same);
    same.words.push(word);
    same.letters.push(lettersOf(word));
    if (word.length < beginning) continue;
    const first = word.slice(0, beginning);
    byBeginning.set(first, [...(byBeginning.get(first) ?? []), word]);
  }

  const like = (written: string): readonly string[] => {
    const found = all.has(written) ? [written] : [];
    const letters = lettersOf(written);
    for (let length = written.length - mostSlips; length <= written.length + mostSlips; length += 1) {
      const same = byLength.get(length);
      const most = slipsAllowed(length);
      if (same === undefined || Math.abs(length - written.length) > most) continue;
      for (let at = 0; at < same.words.length; at += 1) {
        const other = same.letters[at] ?? 0;
        if (lacksLetters(other, letters, most) || lacksLetters(letters, other, most)) continue;
        const word = same.words[at] ?? '';
        if (word !== written && isLike(written, word)) found.push(word);
      }
    }
    return found;
  };

  return {
    like,
    kin: (written) => {
      const others = byBeginning.get(written.slice(0, beginning)) ?? [];
      return [...new Set([...like(written), ...others.filter((word) => shareBeginning(written, word))])];
    },
  };
}
