import { isLike } from './likeness.ts';
import { rightWords } from './known-words.ts';

/** Whether a written word is meant to be this sign, slips of the finger allowed. */
const isMeant = (written: string, sign: string): boolean =>
  written === sign || (!rightWords.has(written) && isLike(written, sign));

const signs = new Set<string>();
const mostRemembered = 10_000;
const remembered = new Map<string, ReadonlySet<string>>();

/** Makes a word one that {@link signsMeant} tells of. */
export function learnSign(sign: string): void {
  signs.add(sign);
  remembered.clear();
}

/** All signs that a written word may stand for. Remembered: patients use the same few thousand words. */
export function signsMeant(written: string): ReadonlySet<string> {
  const known = remembered.get(written);
  if (known) return known;
  const meant = new Set([...signs].filter((sign) => isMeant(written, sign)));
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(written, meant);
  return meant;
}
