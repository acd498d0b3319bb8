import { folded } from '../language/folded-text.ts';

/** Fewer digits are in too many numbers. */
const fewestDigits = 3;

/** Characters of a name that are searched; what is longer is no name of a person. */
export const searchedOfName = 256;

/** Whether the folded words stand in the name, as far as it is searched. */
export const isInName = (name: string, words: string): boolean =>
  folded(Array.from(name).slice(0, searchedOfName).join('')).includes(words);

/**
 * What a search looks for: folded words within the folded name, and digits within the number. Each absent where the text
 * has none; with neither, nothing is found.
 */
export function searchParts(search: string): {
  readonly words: string | undefined;
  readonly digits: string | undefined;
} {
  const words = folded(search);
  const digits = search.replace(/\D/g, '');
  return {
    words: /\p{L}/u.test(words) ? words : undefined,
    digits: digits.length >= fewestDigits ? digits : undefined,
  };
}
