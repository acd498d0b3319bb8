import { learnSign, signsMeant } from './meant-words.ts';

/**
 * A phrase as patients say it, in normalised words, one slot each:
 * `fica/ficam` either word, slips of the finger allowed · `=lixo` without slips · `[de/do]` may be left out ·
 * `infart*` a beginning · `*ou` an ending · `!pix` not this one next · `…` up to four words between · `_` any word · `#` a number ·
 * `##` one of two digits or more · `####` a year · `^` and `$` the ends of what was said.
 */
export type Phrase = readonly Slot[];

type Slot = {
  readonly kind: 'word' | 'not' | 'gap' | 'start' | 'end';
  readonly isOptional: boolean;
  readonly fits: (word: string) => boolean;
  /** The words it consists of; `undefined` when it is not a matter of words. */
  readonly signs: readonly string[] | undefined;
  /** Those of its words that are meant without slips. */
  readonly exact: readonly string[];
};

/** What was cut out leaves a mark, so that nothing reads across it. */
export const cut = '|';

export const phraseOf = (phrase: string): Phrase => phrase.split(' ').map(slotOf);

const kinds: Readonly<Record<string, Slot['kind']>> = { '^': 'start', $: 'end', '…': 'gap' };

function slotOf(written: string): Slot {
  const isOptional = written.startsWith('[');
  const choice = isOptional ? written.slice(1, -1) : written;
  const isNot = choice.startsWith('!');
  const alternatives = (isNot ? choice.slice(1) : choice).split('/');
  const signs = alternatives.filter(isPlain);
  signs.forEach(learnSign);
  const exact = alternatives.filter(isExact).map((sign) => sign.slice(1));
  const tests = [
    ...(signs.length > 0 ? [isOneOf(new Set(signs))] : []),
    ...(exact.length > 0 ? [(word: string) => exact.includes(word)] : []),
    ...alternatives.filter((sign) => !isPlain(sign) && !isExact(sign)).map(wordTest),
  ];
  return {
    kind: kinds[choice] ?? (isNot ? 'not' : 'word'),
    isOptional,
    fits: (word) => tests.some((fits) => fits(word)),
    signs: signs.length + exact.length === alternatives.length ? signs : undefined,
    exact,
  };
}

const isPlain = (sign: string) => /^[a-zA-Z0-9]+$/.test(sign);
const isExact = (sign: string) => /^=[a-zA-Z0-9]+$/.test(sign);
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
  return (word) => word.startsWith(sign.slice(0, -1));
}
