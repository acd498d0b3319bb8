import { folded } from '../language/folded-text.ts';
import { withChanges, type MessageChange } from '../messaging/messages/message-changes.ts';

/** Shorter words stand in too many messages. */
const fewestLetters = 3;
const mostWords = 8;
/** Of what is searched through, in UTF-16 units: more than WhatsApp lets anybody send. */
const longestText = 8_192;
/** What an excerpt shows on either side of the word that was found. */
const excerptLength = 70;

/** Where a text says what is looked for: the word, and some of what stands around it, in one line. */
export type Excerpt = { readonly before: string; readonly match: string; readonly after: string };

/**
 * The words of a search: folded, each once, at most eight. Those of fewer than three letters or digits are passed over;
 * a search of nothing else finds nothing.
 */
export const searchedWords = (search: string): readonly string[] =>
  [...new Set(folded(search).split(' '))]
    .filter((word) => Array.from(word).length >= fewestLetters)
    .slice(0, mostWords);

/** Whether every word begins some word of the text, without regard to case and accents; there is at least one word. */
function saysAll(text: string, words: readonly string[]): boolean {
  const said = folded(text.slice(0, longestText)).split(' ');
  return words.length > 0 && words.every((word) => said.some((one) => one.startsWith(word)));
}

/** The first place where one of the words stands. `undefined`: not all of them are said. */
export function excerptOf(text: string, words: readonly string[]): Excerpt | undefined {
  if (!saysAll(text, words)) return undefined;
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu))
    if (words.some((wanted) => folded(word).startsWith(wanted)))
      return {
        before: inOneLine(text.slice(0, index), 'end'),
        match: word,
        after: inOneLine(text.slice(index + word.length), 'start'),
      };
  return undefined;
}

/** The end that is near the word is kept, and the space before or behind it. */
function inOneLine(text: string, keeps: 'start' | 'end'): string {
  const near = keeps === 'end' ? text.slice(-4 * excerptLength) : text.slice(0, 4 * excerptLength);
  // the cut may have left half a character
  const letters = Array.from(near.replace(/\p{Surrogate}/gu, '').replace(/\s+/gu, ' '));
  const isWhole = near.length === text.length && letters.length <= excerptLength;
  if (isWhole) return keeps === 'end' ? letters.join('').trimStart() : letters.join('').trimEnd();
  return keeps === 'end'
    ? `…${letters.slice(-excerptLength).join('')}`
    : `${letters.slice(0, excerptLength).join('')}…`;
}

type Searched = {
  readonly text: string;
  /** What it says besides (`besideWords`): no correction changes that. */
  readonly beside: string;
  readonly byClinic: boolean;
  readonly changes: readonly MessageChange[];
};

/**
 * What a message says of it as it stands now, found by one of its rows: its own, or that of a correction. Each message is
 * found by one row only, its own before those of its corrections. What was deleted says nothing any more.
 */
export function foundBy(
  row: string,
  { text, beside, byClinic, changes }: Searched,
  words: readonly string[],
): Excerpt | undefined {
  const now = withChanges({ text, byClinic }, changes);
  if (now.deletedAt !== undefined) return undefined;
  const correction = changes.find(({ id }) => id === row);
  const isSaidAtFirst = saysAll(together(text, beside), words);
  if (correction === undefined)
    return isSaidAtFirst ? excerptOf(together(now.text, beside), words) : undefined;
  if (isSaidAtFirst || correction.type !== 'edit' || correction.byClinic !== byClinic) return undefined;
  const first = changes
    .filter((change) => change.type === 'edit' && change.byClinic === byClinic && change.text === now.text)
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))[0];
  // an index has the words of the correction alone by its row
  return first?.id === row ? excerptOf(now.text, words) : undefined;
}

const together = (text: string, beside: string): string => (beside === '' ? text : `${text}\n${beside}`);
