import { flatText } from '../../../language/literals/flat-text.ts';
import { tokensIn, type Token } from './tokens.ts';

/** Finds what is called by words, also by some of its words. */
export type NameIndex<T> = {
  readonly byWord: ReadonlyMap<string, readonly T[]>;
  readonly wordsOf: ReadonlyMap<T, readonly string[]>;
  readonly isTelling: (word: string) => boolean;
};

/** Somebody or something that a text names; `candidates` are several where the words fit several. */
export type Mention<T> = {
  readonly at: number;
  readonly end: number;
  readonly candidates: readonly T[];
  /** By the whole name, or by a word that is not said of everything. */
  readonly isTelling: boolean;
};

const fillers = new Set('de da do das dos e em com para por no na a o'.split(' '));
const longestGap = 2;

const nameWords = (name: string): readonly string[] =>
  tokensIn(flatText(name).flat)
    .map(({ word }) => word)
    .filter((word) => !fillers.has(word));

export function nameIndex<T>(
  named: readonly { readonly item: T; readonly names: readonly string[] }[],
  isTelling: (word: string) => boolean,
): NameIndex<T> {
  const byWord = new Map<string, T[]>();
  const wordsOf = new Map<T, readonly string[]>();
  for (const { item, names } of named) {
    wordsOf.set(item, nameWords(names[0] ?? ''));
    for (const word of new Set(names.flatMap(nameWords)))
      byWord.set(word, [...(byWord.get(word) ?? []), item]);
  }
  return { byWord, wordsOf, isTelling };
}

/** Words that begin alike mean the same here: dermatologista, dermatológica. */
function itemsOf<T>({ byWord }: NameIndex<T>, word: string, beginnings: ReadonlyMap<string, readonly T[]>) {
  return byWord.get(word) ?? (word.length >= 7 ? beginnings.get(word.slice(0, 6)) : undefined);
}

/** Once for every index: what its long words begin with. */
export function beginningsOf<T>({ byWord }: NameIndex<T>): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const [word, items] of byWord) {
    if (word.length < 7) continue;
    const key = word.slice(0, 6);
    found.set(key, [...new Set([...(found.get(key) ?? []), ...items])]);
  }
  return found;
}

/** Mentions in order; a word that fits only something else begins the next one. */
export function mentionsIn<T>(
  tokens: readonly Token[],
  index: NameIndex<T>,
  beginnings: ReadonlyMap<string, readonly T[]>,
  mayName: (token: Token) => boolean,
): readonly Mention<T>[] {
  const mentions: Mention<T>[] = [];
  for (let from = 0; from < tokens.length; from += 1) {
    const first = tokens[from] as Token;
    const named = mayName(first) ? itemsOf(index, first.word, beginnings) : undefined;
    if (named === undefined) continue;
    let candidates: readonly T[] = named;
    const words = [first.word];
    let last = from;
    for (let next = from + 1, gap = 0; next < tokens.length && gap <= longestGap; next += 1) {
      const { word, isJoined } = tokens[next] as Token;
      if (!isJoined) break;
      if (fillers.has(word)) {
        gap += 1;
        continue;
      }
      const items = itemsOf(index, word, beginnings);
      const both: readonly T[] = candidates.filter((item) => items?.includes(item));
      if (both.length === 0) break;
      candidates = both;
      words.push(word);
      [last, gap] = [next, 0];
    }
    const whole = candidates.filter((item) => isWhole(index.wordsOf.get(item) ?? [], words));
    mentions.push({
      at: first.at,
      end: (tokens[last] as Token).end,
      candidates: whole.length > 0 ? whole : candidates,
      isTelling: whole.length > 0 || words.some(index.isTelling),
    });
    from = last;
  }
  return mentions;
}

const isWhole = (name: readonly string[], words: readonly string[]): boolean =>
  name.length === words.length && name.every((word) => words.includes(word));
