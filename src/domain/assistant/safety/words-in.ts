import { normalised, wordsOf } from '../../language/normalise-text.ts';
import { phraseCutter } from '../../language/phrase.ts';
import { explained } from './emergency-phrases.ts';

const withoutExplained = phraseCutter(explained);

/** A point between digits ends no sentence. */
export const sentencesOf = (text: string): readonly string[] =>
  text.replace(/(\d)\.(?=\d)/g, '$1,').split(/[.!?;\n]+/);

/** Said after a sentence, without a meaning for it: "por favor", "se possível". */
const courtesies = new Set(
  'por favor gentileza se possivel puder puderem ne viu ok obrigado obrigada dr dra gente moca moco'.split(
    ' ',
  ),
);

/** Words in their usual form; a mark stands where a way of speaking, a name or a thing was cut out. */
export function wordsIn(text: string): readonly string[] {
  const words = wordsOf(normalised(text));
  const last = words.findLastIndex((word) => !courtesies.has(word));
  return withoutExplained(words.slice(0, last + 1));
}
