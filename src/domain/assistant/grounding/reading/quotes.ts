import type { Source } from './sources.ts';
import type { Token } from './tokens.ts';

/** A part of a text that stands in sources word by word; token indices, half-open. */
export type Quote = { readonly from: number; readonly to: number; readonly sources: readonly Source[] };

type Place = { readonly source: Source; readonly at: number };

export type SourceIndex = {
  readonly byPair: ReadonlyMap<string, readonly Place[]>;
  /** Of one word. */
  readonly single: ReadonlyMap<string, readonly Source[]>;
};

/** "de a" occurs everywhere: no more places than these are looked at. */
const mostPlaces = 60;

export function indexed(sources: readonly Source[]): SourceIndex {
  const byPair = new Map<string, Place[]>();
  const single = new Map<string, Source[]>();
  for (const source of sources) {
    const [only = ''] = source.words;
    if (source.words.length === 1) single.set(only, [...(single.get(only) ?? []), source]);
    source.words.forEach((word, at) => {
      const next = source.words[at + 1];
      if (next === undefined) return;
      const key = `${word} ${next}`;
      const places = byPair.get(key) ?? [];
      if (places.length < mostPlaces) places.push({ source, at });
      byPair.set(key, places);
    });
  }
  return { byPair, single };
}

/** The longest quotes, from left to right. Takes a time that grows with the text, whatever it is. */
export function quotesIn(tokens: readonly Token[], { byPair, single }: SourceIndex): readonly Quote[] {
  const quotes: Quote[] = [];
  for (let from = 0; from < tokens.length; from += 1) {
    const word = tokens[from]?.word ?? '';
    const places = byPair.get(`${word} ${tokens[from + 1]?.word ?? ''}`) ?? [];
    let longest = 0;
    let sources: Source[] = [];
    for (const { source, at } of places) {
      const length = shared(tokens, from, source.words, at);
      if (length > longest) [longest, sources] = [length, []];
      if (length === longest) sources.push(source);
    }
    const alone = longest === 0 ? single.get(word) : undefined;
    if (alone) quotes.push({ from, to: from + 1, sources: alone });
    if (longest === 0) continue;
    quotes.push({ from, to: from + longest, sources });
    from += longest - 1;
  }
  return quotes;
}

function shared(tokens: readonly Token[], from: number, words: readonly string[], at: number): number {
  let length = 0;
  while (at + length < words.length && tokens[from + length]?.word === words[at + length]) length += 1;
  return length;
}
