import { signsMeant } from './meant-words.ts';
import { cut, phraseOf, type Phrase } from './read-phrase.ts';

/** Words that a gap stands for at the most. */
const longestGap = 4;

/** Whether any of the phrases stands in the words. */
export function phraseFinder(phrases: readonly string[]): (words: readonly string[]) => boolean {
  const { anywhere, beginningWith } = indexed(phrases.map(phraseOf));
  return (words) =>
    words.some((word, at) => {
      const isHere = (phrase: Phrase) => endOf(phrase, words, at) !== undefined;
      return anywhere.some(isHere) || beginningWith(word).some(isHere);
    });
}

/** Which of many lists have a phrase that stands in the words; all of them are looked through at once. */
export function phraseTagger<Tag extends string>(
  lists: Readonly<Record<Tag, readonly string[]>>,
): (words: readonly string[]) => ReadonlySet<Tag> {
  const tagOf = new Map<Phrase, Tag>();
  for (const [tag, phrases] of Object.entries(lists) as [Tag, readonly string[]][])
    for (const phrase of phrases) tagOf.set(phraseOf(phrase), tag);
  const { anywhere, beginningWith } = indexed([...tagOf.keys()]);
  return (words) => {
    const found = new Set<Tag>();
    // a list that was found is not looked for again
    let open = anywhere;
    const look = (phrases: readonly Phrase[], at: number) => {
      for (const phrase of phrases) {
        const tag = tagOf.get(phrase);
        if (tag === undefined || found.has(tag) || endOf(phrase, words, at) === undefined) continue;
        found.add(tag);
        open = open.filter((other) => tagOf.get(other) !== tag);
      }
    };
    for (const [at, word] of words.entries()) {
      look(open, at);
      look(beginningWith(word), at);
    }
    return found;
  };
}

/** Takes every such phrase out of the words. */
export function phraseCutter(phrases: readonly string[]): (words: readonly string[]) => readonly string[] {
  const isThere = phraseFinder(phrases);
  const compiled = phrases.map(phraseOf);
  return (words) => (isThere(words) ? compiled.reduce(withoutPhrase, words) : words);
}

function withoutPhrase(words: readonly string[], phrase: Phrase): readonly string[] {
  const kept: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const end = endOf(phrase, words, at) ?? at;
    if (end === at) kept.push(words[at] ?? cut);
    else {
      kept.push(cut);
      at = end - 1;
    }
  }
  return kept;
}

type Index = {
  /** May begin with any word. */
  readonly anywhere: readonly Phrase[];
  /** May begin with this one: found by the word, or by what it is meant to be. */
  readonly beginningWith: (word: string) => readonly Phrase[];
};

const none: readonly Phrase[] = [];

function indexed(phrases: readonly Phrase[]): Index {
  const bySign = new Map<string, Phrase[]>();
  const byWord = new Map<string, Phrase[]>();
  const others: Phrase[] = [];
  const put = (into: Map<string, Phrase[]>, key: string, phrase: Phrase) =>
    into.set(key, [...(into.get(key) ?? []), phrase]);
  for (const phrase of phrases) {
    const last = phrase.findIndex(({ isOptional }) => !isOptional);
    const first = phrase.slice(0, last + 1);
    if (last < 0 || first.some(({ kind, signs }) => kind !== 'word' || signs === undefined)) {
      others.push(phrase);
      continue;
    }
    for (const sign of new Set(first.flatMap(({ signs }) => signs ?? []))) put(bySign, sign, phrase);
    for (const word of new Set(first.flatMap(({ exact }) => exact))) put(byWord, word, phrase);
  }
  return {
    anywhere: others,
    beginningWith(word) {
      // asked for every word of every list: most have one of these or none, and nothing is copied
      let found = byWord.get(word) ?? none;
      for (const sign of signsMeant(word)) {
        const meant = bySign.get(sign);
        if (meant !== undefined) found = found.length === 0 ? meant : [...found, ...meant];
      }
      return found;
    },
  };
}

/** Where the phrase ends that begins here; what may be left out is taken where it stands. */
function endOf(phrase: Phrase, words: readonly string[], at: number, from = 0): number | undefined {
  const slot = phrase[from];
  if (slot === undefined) return at;
  const word = words[at];
  switch (slot.kind) {
    case 'start':
      return at === 0 ? endOf(phrase, words, at, from + 1) : undefined;
    case 'end':
      return at === words.length ? at : undefined;
    case 'not':
      return word !== undefined && slot.fits(word) ? undefined : endOf(phrase, words, at, from + 1);
    case 'gap':
      for (let skipped = 0; skipped <= longestGap; skipped += 1) {
        const found = endOf(phrase, words, at + skipped, from + 1);
        if (found !== undefined) return found;
        if (words[at + skipped] === cut) return undefined;
      }
      return undefined;
    case 'word': {
      const taken =
        word !== undefined && slot.fits(word) ? endOf(phrase, words, at + 1, from + 1) : undefined;
      return taken ?? (slot.isOptional ? endOf(phrase, words, at, from + 1) : undefined);
    }
  }
}

/** One slot of many words, where a line of its own reads better. */
export const anyOf = (...lines: readonly string[]): string => lines.join(' ').replaceAll(' ', '/');
