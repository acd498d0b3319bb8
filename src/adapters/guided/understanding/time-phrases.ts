import type { Period } from '../../../domain/scheduling/wanted-time.ts';
import { wordsOf } from '../../../domain/language/normalise-text.ts';
import { phraseCutter, phraseFinder } from '../../../domain/language/phrase.ts';

/** As they are written on the phone, too; Sunday first. */
export const weekdays: readonly (readonly string[])[] = [
  ['domingo', 'domingos', 'dumingo'],
  ['segunda', 'segundas', 'sugunda', 'segumda', 'sigunda'],
  ['terca', 'tercas', 'tersa', 'terssa', 'teca'],
  ['quarta', 'quartas', 'cuarta', 'quata', 'qarta'],
  ['quinta', 'quintas', 'kinta', 'qinta', 'cinta'],
  ['sexta', 'sextas', 'sesta', 'secta', 'cexta'],
  ['sabado', 'sabados', 'sabo', 'sabdo'],
];

type PartOfDay = Exclude<Period, 'any'>;
const partsOfDay: Readonly<Record<PartOfDay, string>> = {
  morning: '=manha/=manhan/=cedo',
  afternoon: '=tarde/=tardi',
  evening: '=noite/=noiti',
};

/** "Não posso na quinta", "de manhã não", "menos sexta"; "quinta não tem?" asks for it. */
const refusalsOf = (what: string): readonly string[] => [
  `nao posso/consigo/quero/queria/da/dou/vai/serve/pode [dar/poder/ser/ir] [para] [mim/eu] [ir/ser/vir] [pela/de/a/na/no/em] [a] ${what} [feira]`,
  `nao vou poder/conseguir [pela/de/na/no] ${what} [feira]`,
  `${what} [feira] [eu] nao !tem/teria/sei/seria/e/lembro/atende/atendem/abre [posso/da/consigo/quero/vai/serve/pode/dou] [dar/poder/ir]`,
  `menos/exceto/fora [de/a/na/no] [a/de] ${what} [feira]`,
  `sem ser [de/a/na/no] ${what} [feira]`,
];

const refusedDays = weekdays.map((names, weekday) =>
  cutterOf(weekday, names.map((name) => `=${name}`).join('/')),
);
const refusedParts = Object.entries(partsOfDay).map(([part, words]) => cutterOf(part as PartOfDay, words));

function cutterOf<T>(what: T, words: string) {
  const without = phraseCutter(refusalsOf(words));
  const names = new Set(words.replaceAll('=', '').split('/'));
  return {
    what,
    without: (said: readonly string[]) => (said.some((word) => names.has(word)) ? without(said) : said),
  };
}

export type Refused = { readonly weekday?: number; readonly period?: PartOfDay };

/** What is left of the words when days and parts of the day that do not suit are taken out. */
export function withoutRefusals(said: string): { readonly left: string; readonly refused: Refused } {
  // most messages refuse nothing, and looking through a long one takes its time
  if (!/\b(nao|menos|exceto|fora|sem)\b/.test(said)) return { left: said, refused: {} };
  let words = wordsOf(said);
  let refused: Refused = {};
  for (const { what, without } of refusedDays) {
    const left = without(words);
    if (left !== words) refused = { ...refused, weekday: what };
    words = left;
  }
  for (const { what, without } of refusedParts) {
    const left = without(words);
    if (left !== words) refused = { ...refused, period: what };
    words = left;
  }
  return { left: words.join(' '), refused };
}

const anyTime: readonly string[] = [
  'qualquer dia/horario/hora/periodo/um/data/coisa',
  'tanto faz',
  'o mais cedo/rapido/breve [possivel]',
  'quando tiver/puder/der',
  'primeiro/primeira vaga/horario/disponivel',
];
const isAnyTime = phraseFinder(anyTime);
const withoutAnyTime = phraseCutter(anyTime);
const inMorning = phraseFinder([partsOfDay.morning, 'antes do almoco']);
const inAfternoon = phraseFinder([partsOfDay.afternoon, 'depois do almoco']);
const inEvening = phraseFinder([partsOfDay.evening]);

/** "O primeiro horário da tarde" is of the afternoon, "o mais cedo possível" of any time. */
export function periodIn(said: string): Period | undefined {
  const words = withoutAnyTime(wordsOf(said));
  if (inMorning(words) && inAfternoon(words)) return 'any';
  if (inMorning(words)) return 'morning';
  if (inAfternoon(words)) return 'afternoon';
  if (inEvening(words)) return 'evening';
  return isAnyTime(wordsOf(said)) ? 'any' : undefined;
}

const isLate = phraseFinder(['fim/final/finalzinho/fimzinho da/do/de tarde/dia', 'tardinha/tardezinha']);
const isAfterWork = phraseFinder(['depois do trabalho/servico/expediente/escola']);

/** Minutes from which on a late hour is meant that no clock tells: the end of the afternoon reaches into the evening. */
export const lateHourIn = (said: string): number | undefined =>
  isAfterWork(wordsOf(said)) ? 17 * 60 + 30 : isLate(wordsOf(said)) ? 16 * 60 : undefined;

export const isComing = phraseFinder(['proximo/proxima', 'que vem', 'outra semana']);
