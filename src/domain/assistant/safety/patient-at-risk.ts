import { anyOf, phraseFinder } from '../../language/phrase.ts';

/** Who a message is about, where that makes a sign graver. */
export type AtRisk = 'newborn' | 'infant' | 'child' | 'pregnant' | 'postpartum' | 'someone';

const childWords = anyOf(
  '=bebe bebezinho nenem nene =rn crianca criancinha menino menina menininho menininha filhinho filhinha filho filha',
  'neto neta netinho netinha sobrinho sobrinha gemeos pequeno pequena',
);
/** "Sou a Carla, mãe do Theo": of whom a parent writes is a child. */
const isChild = phraseFinder([childWords, 'recem nascido/nascida', 'mae/pai/responsavel de/do/da _']);
const isInfant = phraseFinder(['=bebe/bebezinho/nenem/nene/=rn', 'recem nascido/nascida']);
const isNewborn = phraseFinder(['recem nascido/nascida', '=rn']);
const isPregnant = phraseFinder([
  'gravida/gestante/gestacao/gravidez',
  '# semanas de gestacao/gravidez',
  'estou/esta/completei/completou de/com ## semanas !de',
]);
/** The six weeks after a birth, in which blood pressure, blood and fever weigh as in pregnancy. */
const isPostpartum = phraseFinder([
  'ganhou/ganhei/tive/teve/pari/pariu [o/um/uma/meu/minha/nosso] bebe/nenem/filho/filha/gemeos [ha/faz/tem/esta] [com] # dia/dias/semana/semanas',
  'ha/faz/tem # dia/dias/semana/semanas [que] ganhou/ganhei/tive/teve/pari/pariu [o/um/uma/meu/minha/nosso] bebe/nenem/filho/filha/gemeos',
  'pari/pariu/ganhou/ganhei [o/um/uma/meu] [bebe/nenem] ontem/anteontem/semana [passada/retrasada]',
  'puerpera/puerperio/resguardo',
  'pos parto',
  'apos/depois o/do parto',
]);
const isSomeone = phraseFinder([
  anyOf(
    'mae pai avo avoh vovo =vo marido esposo esposa mulher irmao irma tio tia filho filha namorado namorada sogra sogro',
    '=ele =ela =dele =dela amigo amiga amigos paciente idoso idosa senhor senhora vizinho vizinha primo prima cunhado cunhada',
  ),
]);

const days = new Map([
  ['dia', 1],
  ['dias', 1],
  ['semana', 7],
  ['semanas', 7],
  ['mes', 30],
  ['meses', 30],
  ['mesinho', 30],
  ['mesinhos', 30],
  ['ano', 365],
  ['anos', 365],
  ['aninho', 365],
  ['aninhos', 365],
]);
const numbers = new Map(
  'um dois tres quatro cinco seis sete oito nove dez onze'.split(' ').map((word, at) => [word, at + 1]),
);
/** "Há 3 dias", "por 2 meses": how long, not how old. */
const duration = new Set(
  'ha faz fazem por desde cada ultimos ultimas em apos daqui pelos pelas quase'.split(' '),
);

/** Ages in days that are named; a pregnancy is counted in weeks, too, but only beside such a word. */
function agesIn(words: readonly string[]): readonly number[] {
  return words.flatMap((word, at) => {
    const unit = days.get(word);
    const said = words[at - 1] ?? '';
    const count = /^\d{1,2}$/.test(said) ? Number(said) : numbers.get(said);
    if (unit === undefined || count === undefined || duration.has(words[at - 2] ?? '')) return [];
    // "tem 2 meses que…"
    return words[at + 1] === 'que' ? [] : [count * unit];
  });
}

const newbornDays = 90;
const infantDays = 730;
const childDays = 13 * 365;

/** Everybody at risk that the words tell of. */
export function atRiskIn(words: readonly string[]): ReadonlySet<AtRisk> {
  const found = new Set<AtRisk>();
  if (isPregnant(words)) found.add('pregnant');
  if (isPostpartum(words)) found.add('postpartum');
  if (isSomeone(words)) found.add('someone');
  if (!isChild(words)) return found;
  const age = Math.min(...agesIn(words));
  if (Number.isFinite(age) && age >= childDays) return found;
  found.add('child');
  if (isInfant(words) || age < infantDays) found.add('infant');
  if (isNewborn(words) || (age < newbornDays && !found.has('pregnant'))) found.add('newborn');
  return found;
}
