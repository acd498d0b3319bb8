import type { Insurance } from '../../../domain/clinic/insurance.ts';
import { isLike } from '../../../domain/language/likeness.ts';
import { normalised, wordsOf } from '../../../domain/language/normalise-text.ts';
import { phraseCutter, phraseFinder } from '../../../domain/language/phrase.ts';

export const insurancesNamed = (normal: string, insurances: readonly Insurance[]): readonly string[] => {
  const words = withoutPlaces(wordsOf(normal));
  return insurances.map(({ name }) => name).filter((name) => isNamed(words, name));
};

/** Only to say that this one is not on the list. */
export function otherInsuranceNamed(normal: string): string | undefined {
  const words = withoutPlaces(wordsOf(normal));
  return wellKnown.find((name) => isNamed(words, name));
}

/** Plans that patients in Brazil ask for by name. */
const wellKnown =
  'Amil,Hapvida,NotreDame,Intermédica,Unimed,Bradesco Saúde,SulAmérica,Porto Seguro,Golden Cross,Prevent Senior,Cassi,Geap,Care Plus,Ipasgo,Mediservice,Omint,Postal Saúde,Allianz,Ameplan,Trasmontano,Biovida,Sompo,IPE Saúde,Planserv,Iamspe,SUS'.split(
    ',',
  );

const withoutPlaces = phraseCutter([
  'belo horizonte',
  'porto alegre/velho/feliz/ferreira/belo/nacional',
  'rua/avenida/bairro/vila/jardim/cidade _',
]);

/** Where a plan is meant by a word that is also something else. */
const asksForPlan = phraseFinder([
  'convenio/convenios/plano/planos/carteirinha/cobre/cobertura/seguro',
  'aceita/aceitam/atende/atendem/pega/pegam/credenciado',
]);
const everydayWords = new Set(
  'porto vida vidas care golden postal prevent bem boa mais melhor medico nossa saude brasil sul norte luz paz sol'.split(
    ' ',
  ),
);

const planWords = new Set('saude seguro seguros plano planos convenio de do da'.split(' '));

function isNamed(words: readonly string[], name: string): boolean {
  const full = wordsOf(normalised(name));
  const bare = full.filter((word) => !planWords.has(word));
  const joined = bare.join('');
  if (joined.length < 3 || joined === 'particular') return false;
  if (full.length > 1 && stands(words, full)) return true;
  const [first = ''] = bare;
  const isEveryday = everydayWords.has(first) && !asksForPlan(words);
  if (stands(words, bare)) return !(bare.length === 1 && isEveryday);
  const isApart = words.some((word, index) => `${word}${words[index + 1] ?? ''}` === joined);
  if (isApart || (bare.length > 1 && words.includes(joined))) return true;
  return !isEveryday && words.some((word) => isFirstWord(word, first));
}

const stands = (words: readonly string[], name: readonly string[]): boolean =>
  ` ${words.join(' ')} `.includes(` ${name.join(' ')} `);

/** Short names only as they are written: "perto" is not Porto. */
const isFirstWord = (word: string, first: string): boolean =>
  first.length >= 6 ? isLike(word, first) : first.length >= 4 && word === first;
