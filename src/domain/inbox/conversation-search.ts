import { folded } from '../language/folded-text.ts';

/** Fewer digits are in too many numbers. */
const fewestDigits = 3;

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
