const units =
  'zero um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove'.split(
    ' ',
  );
const tens = ['vinte', 'trinta', 'quarenta', 'cinquenta', 'sessenta', 'setenta', 'oitenta', 'noventa'];
const hundreds =
  'cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos'.split(' ');

const values = new Map<string, number>([
  ...units.map((word, value) => [word, value] as const),
  ...tens.map((word, index) => [word, (index + 2) * 10] as const),
  ...hundreds.flatMap((word, index) => [
    [word, (index + 1) * 100] as const,
    [word.replace(/os$/, 'as'), (index + 1) * 100] as const,
  ]),
  ['uma', 1],
  ['duas', 2],
  ['catorze', 14],
  ['cem', 100],
]);

const scales = new Map([
  ['mil', 1_000],
  ['milhao', 1_000_000],
  ['milhoes', 1_000_000],
]);

const word = [...values.keys(), ...scales.keys()].sort((a, b) => b.length - a.length).join('|');

/** Source of an expression for a number in words, as in `trezentos e oitenta`; flat text. */
export const numberWords = `(?:${word})(?:(?: e|,)? (?:${word})){0,9}(?![a-z])`;

/** The value of what {@link numberWords} found; `undefined` for words that make no number: `cinco cinco`. */
export function numberOf(words: string): number | undefined {
  let total = 0;
  let group = 0;
  /** What may still follow in this group: below it. */
  let below = Infinity;
  for (const each of words.split(/[^a-z]+/)) {
    if (each === 'e' || each === '') continue;
    const scale = scales.get(each);
    if (scale !== undefined) {
      total += Math.max(group, 1) * scale;
      [group, below] = [0, Infinity];
      continue;
    }
    const value = values.get(each) ?? NaN;
    if (!(value < below)) return undefined;
    group += value;
    below = value >= 100 ? 100 : value >= 20 ? 10 : 0;
  }
  return total + group;
}
