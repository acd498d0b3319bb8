import { isGeneralQuestion, isJoke, isOver } from '../not-happening.ts';
import { atRiskIn } from '../patient-at-risk.ts';

/** What a text is made of is told apart by so many numbers. */
export const featureCount = 32_768;

/**
 * What a text is made of, as numbers, each once: its words and how they begin, pairs of neighbours, what is denied, how
 * long it is, who is at risk, and whether it is over, asked in general or a joke.
 */
export function featuresOf(words: readonly string[]): readonly number[] {
  const found = new Set<number>();
  const add = (kind: string, what: string) => found.add(numberOf(kind + what));
  const sounds = words.map((word) => (/^\d+$/.test(word) ? sizeOf(Number(word)) : soundOf(word)));
  const stems = sounds.map((sound) => sound.slice(0, stemLength));
  for (const [at, stem] of stems.entries()) {
    add('w', sounds[at] ?? '');
    add('s', stem);
    if (at > 0) add('b', `${stems[at - 1] ?? ''} ${stem}`);
    if (negations.has(words[at] ?? '')) for (const denied of stems.slice(at + 1, at + 4)) add('n', denied);
  }
  add('l', String(Math.min(4, Math.floor(words.length / 5))));
  for (const who of atRiskIn(words)) add('g', who);
  if (isOver(words)) add('g', 'over');
  if (isGeneralQuestion(words)) add('g', 'general');
  if (isJoke(words)) add('g', 'joke');
  return [...found];
}

/** Letters by which words of one family begin: "sangr", "vomit". */
const stemLength = 5;
const negations = new Set('nao num nem sem nunca nenhum nenhuma'.split(' '));

/** Numbers count by their size: an age, a temperature, a dose, a measure. */
const sizes = [9, 35, 37, 42, 99, 999];
const sizeOf = (value: number): string => `#${sizes.find((size) => value <= size) ?? 'more'}`;

/** As it is heard, however it is spelt. */
const soundOf = (word: string): string =>
  word
    .replace(/ph/g, 'f')
    .replace(/y/g, 'i')
    .replace(/k/g, 'c')
    .replace(/w/g, 'u')
    .replace(/z/g, 's')
    .replace(/([a-z])\1/g, '$1')
    .replace(/(?<![lnc])h/g, '');

/** FNV-1a, mixed once more so that the low bits depend on everything. */
function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 12)) >>> 0) % featureCount;
}
