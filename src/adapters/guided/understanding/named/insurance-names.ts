import type { Insurance } from '../../../../domain/clinic/insurance.ts';
import { normalised, wordsOf } from '../../../../domain/language/normalise-text.ts';
import { phraseCutter, phraseFinder } from '../../../../domain/language/phrase.ts';
import { similarWords } from '../../../../domain/language/similar-words.ts';

/** Plans that patients in Brazil ask for by name. */
const wellKnown: readonly Insurance[] =
  'Amil,Hapvida,NotreDame,Intermédica,Unimed,Bradesco Saúde,SulAmérica,Porto Seguro,Golden Cross,Prevent Senior,Cassi,Geap,Care Plus,Ipasgo,Mediservice,Omint,Postal Saúde,Allianz,Ameplan,Trasmontano,Biovida,Sompo,IPE Saúde,Planserv,Iamspe,SUS'
    .split(',')
    .map((name) => ({ name }));

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

/** What a plan's name consists of, and the plans whose first word a written word may be. */
type Plan = {
  readonly name: string;
  readonly full: readonly string[];
  readonly bare: readonly string[];
  readonly joined: string;
};
type Plans = { readonly plans: readonly Plan[]; readonly firstLike: (written: string) => readonly string[] };

const prepared = new WeakMap<readonly Insurance[], Plans>();

/** Prepared once for every list, and forgotten with it. */
function plansOf(insurances: readonly Insurance[]): Plans {
  const known = prepared.get(insurances);
  if (known) return known;
  const plans = insurances.map(({ name }) => {
    const full = wordsOf(normalised(name));
    const bare = full.filter((word) => !planWords.has(word));
    return { name, full, bare, joined: bare.join('') };
  });
  const similar = similarWords(plans.flatMap(({ bare: [first] }) => first ?? []));
  // short names only as they are written: "perto" is not Porto
  const firstLike = (written: string) =>
    similar.like(written).filter((first) => first.length >= 6 || (first.length >= 4 && first === written));
  prepared.set(insurances, { plans, firstLike });
  return { plans, firstLike };
}

/** The plans of the list that a text names. */
export function insurancesNamed(normal: string, insurances: readonly Insurance[]): readonly string[] {
  const words = withoutPlaces(wordsOf(normal));
  const { plans, firstLike } = plansOf(insurances);
  const text = ` ${words.join(' ')} `;
  const single = new Set(words);
  const pairs = new Set(words.map((word, index) => `${word}${words[index + 1] ?? ''}`));
  const firsts = new Set([...single].flatMap(firstLike));
  const asks = asksForPlan(words);
  const stands = (name: readonly string[]) => text.includes(` ${name.join(' ')} `);

  const isNamed = ({ full, bare, joined }: Plan) => {
    if (joined.length < 3 || joined === 'particular') return false;
    if (full.length > 1 && stands(full)) return true;
    const [first = ''] = bare;
    const isEveryday = everydayWords.has(first) && !asks;
    if (stands(bare)) return !(bare.length === 1 && isEveryday);
    if (pairs.has(joined) || (bare.length > 1 && single.has(joined))) return true;
    return !isEveryday && firsts.has(first);
  };
  return plans.filter(isNamed).map(({ name }) => name);
}

/** Only to say that this one is not on the list. */
export const otherInsuranceNamed = (normal: string): string | undefined =>
  insurancesNamed(normal, wellKnown)[0];
