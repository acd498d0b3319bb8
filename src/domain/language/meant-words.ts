import { rightWords } from './known-words.ts';
import { similarWords, type SimilarWords } from './similar-words.ts';

const signs = new Set<string>();
let index: SimilarWords | undefined;

const mostRemembered = 10_000;
/** Longer ones are no words, and would only fill the memory. */
const longestRemembered = 40;
const remembered = new Map<string, ReadonlySet<string>>();
const none: ReadonlySet<string> = new Set();

/** Makes a word one that {@link signsMeant} tells of. */
export function learnSign(sign: string): void {
  signs.add(sign);
  index = undefined;
  remembered.clear();
}

/**
 * All signs that a written word may stand for, slips of the finger allowed. Remembered: patients use the same few
 * thousand words.
 */
export function signsMeant(written: string): ReadonlySet<string> {
  const known = remembered.get(written);
  if (known) return known;
  const found = look(written);
  const meant = found.length === 0 ? none : new Set(found);
  if (written.length > longestRemembered) return meant;
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(written, meant);
  return meant;
}

function look(written: string): readonly string[] {
  if (rightWords.has(written)) return signs.has(written) ? [written] : [];
  index ??= similarWords(signs);
  return index.like(written);
}
