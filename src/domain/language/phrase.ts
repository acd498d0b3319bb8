import { learnSign, signsMeant } from './meant-words.ts';

/**
 * A phrase as patients say it, in normalised words, one slot each:
 * `fica/ficam` either word, slips of the finger allowed · `=lixo` without slips · `[de/do]` may be left out ·
 * `infart*` a beginning · `*ou` an ending · `!pix` not this one next · `…` up to four words between · `_` any word · `#` a number ·
 * `##` one of two digits or more · `####` a year · `^` and `$` the ends of what was said.
 */
type Phrase = readonly Slot[];

type Slot = {
  readonly kind: 'word' | 'not' | 'gap' | 'start' | 'end';
  readonly isOptional: boolean;
  readonly fits: (word: string) => boolean;
  /** The words it consists of; `undefined` when it is not a matter of words. */
  readonly signs: readonly string[] | undefined;
};

/** What was cut out leaves a mark, so that nothing reads across it. */
export const cut = '|';
const longestGap = 4;

/** Whether any of the phrases stands in the words. */
export function phraseFinder(phrases: readonly string[]): (words: readonly string[]) => boolean {
  const { bySign, others } = indexed(phrases.map(phraseOf));
  const standsAt = (words: readonly string[], at: number) => {
    const isThere = (phrase: Phrase) => endOf(phrase, words, at) !== undefined;
    if (others.some(isThere)) return true;
    for (const sign of signsMeant(words[at] ?? '')) if (bySign.get(sign)?.some(isThere)) return true;
    return false;
  };
  return (words) => words.some((_, at) => standsAt(words, at));
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

/** By each word that a phrase may begin with; those that begin otherwise apart. */
function indexed(phrases: readonly Phrase[]) {
  const bySign = new Map<string, Phrase[]>();
  const others: Phrase[] = [];
  for (const phrase of phrases) {
    const last = phrase.findIndex(({ isOptional }) => !isOptional);
    const first = phrase.slice(0, last + 1).map(({ kind, signs }) => (kind === 'word' ? signs : undefined));
    if (first.includes(undefined)) others.push(phrase);
    for (const sign of first.includes(undefined) ? [] : new Set(first.flatMap((signs) => signs ?? []))) {
      bySign.set(sign, [...(bySign.get(sign) ?? []), phrase]);
    }
  }
  return { bySign, others };
}

/** Where the phrase ends that begins here; what may be left out is taken where it stands. */
function endOf(phrase: Phrase, words: readonly string[], at: number, from = 0): number | undefined {
  const slot = phrase[from];
  if (slot === undefined) return at;
  const next = (position: number) => endOf(phrase, words, position, from + 1);
  const word = words[at];
  switch (slot.kind) {
    case 'start':
      return at === 0 ? next(at) : undefined;
    case 'end':
      return at === words.length ? at : undefined;
    case 'not':
      return word !== undefined && slot.fits(word) ? undefined : next(at);
    case 'gap':
      for (let skipped = 0; skipped <= longestGap; skipped += 1) {
        const found = next(at + skipped);
        if (found !== undefined) return found;
        if (words[at + skipped] === cut) return undefined;
      }
      return undefined;
    case 'word': {
      const taken = word !== undefined && slot.fits(word) ? next(at + 1) : undefined;
      return taken ?? (slot.isOptional ? next(at) : undefined);
    }
  }
}

/** One slot of many words, where a line of its own reads better. */
export const anyOf = (...lines: readonly string[]): string => lines.join(' ').replaceAll(' ', '/');

const phraseOf = (phrase: string): Phrase => phrase.split(' ').map(slotOf);

const kinds: Readonly<Record<string, Slot['kind']>> = { '^': 'start', $: 'end', '…': 'gap' };

function slotOf(written: string): Slot {
  const isOptional = written.startsWith('[');
  const choice = isOptional ? written.slice(1, -1) : written;
  const isNot = choice.startsWith('!');
  const alternatives = (isNot ? choice.slice(1) : choice).split('/');
  const signs = alternatives.filter(isPlain);
  signs.forEach(learnSign);
  const tests = [
    ...(signs.length > 0 ? [isOneOf(new Set(signs))] : []),
    ...alternatives.filter((sign) => !isPlain(sign)).map(wordTest),
  ];
  return {
    kind: kinds[choice] ?? (isNot ? 'not' : 'word'),
    isOptional,
    fits: (word) => tests.some((fits) => fits(word)),
    signs: signs.length === alternatives.length ? signs : undefined,
  };
}

const isPlain = (sign: string) => /^[a-zA-Z0-9]+$/.test(sign);
const numberWords = new Set(
  'um uma dois duas tres quatro cinco seis sete oito nove dez alguns algumas uns umas'.split(' '),
);

/** A word stands for few signs; a slot may have dozens. */
const isOneOf =
  (signs: ReadonlySet<string>) =>
  (word: string): boolean => {
    for (const meant of signsMeant(word)) if (signs.has(meant)) return true;
    return false;
  };

function wordTest(sign: string): (word: string) => boolean {
  if (sign === '#') return (word) => /^\d+$/.test(word) || numberWords.has(word);
  if (sign === '##') return (word) => /^\d{2,}$/.test(word);
  if (sign === '####') return (word) => /^(19|20)\d\d$/.test(word);
  if (sign === '_') return (word) => word !== cut;
  if (sign.startsWith('*')) return (word) => word.endsWith(sign.slice(1));
  return sign.startsWith('=')
    ? (word) => word === sign.slice(1)
    : (word) => word.startsWith(sign.slice(0, -1));
}
