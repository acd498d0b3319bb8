import type { LiteralRule } from './literal-rule.ts';
import { numberOf } from './number-words.ts';

const weekdays = ['domingo', 'segunda', 'terca', 'quarta', 'quinta', 'sexta', 'sabado'];
const shortDays = ['dom', 'seg', 'ter', 'qua', 'qui', 'sex', 'sab'];
const months =
  'janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro'.split(' ');

const name = String.raw`(?:${weekdays.join('|')})s?(?:[ -]feiras?)?(?![a-z])`;
/** `segunda via` and `terça parte` are no days. */
const noOrdinal =
  '(?! (?:via|vez|opiniao|dose|opcao|etapa|consulta|sessao|parte|pessoa|avaliacao|crianca|aplicacao)(?![a-z]))';
const short = String.raw`(?:${shortDays.join('|')})\.?`;
const till = String.raw` ?(?:a|ate|ate a|ate o|-|–) ?(?:a |o )?`;

const indexOf = (text: string): number =>
  shortDays.findIndex((day) => text.replace(/^[^a-z]+/, '').startsWith(day));

function span(from: string, to: string): readonly number[] {
  const [first, last] = [indexOf(from), indexOf(to)];
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => (first + index) % 7);
}

const ofMonth = `(?: (?:de )?(?<month>${months.join('|')}|${months.map((month) => month.slice(0, 3)).join('|')})(?![a-z])(?: (?:de )?(?<year>\\d{4})(?!\\d))?)`;
const dayWords =
  'primeiro|dois|tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|quatorze|catorze|quinze|dezesseis|dezessete|dezoito|dezenove|vinte e (?:um|dois|tres|quatro|cinco|seis|sete|oito|nove)|vinte|trinta e um|trinta';
const afterDay = String.raw`(?<=(?:^|[^a-z])dias? )`;

type Groups = Readonly<Record<string, string | undefined>>;

function dateOf({ day = '', month, year }: Groups) {
  const value = /^\d+$/.test(day) ? Number(day) : day === 'primeiro' ? 1 : (numberOf(day) ?? NaN);
  const known = month === undefined ? NaN : /^\d+$/.test(month) ? Number(month) : monthOf(month);
  return {
    kind: 'date' as const,
    day: value,
    ...(month !== undefined && { month: known }),
    ...(year !== undefined && { year: Number(year.padStart(4, '20')) }),
  };
}

const monthOf = (text: string): number => months.findIndex((month) => month.startsWith(text.slice(0, 3))) + 1;

/** Days: `26/11`, `dia 26`, `26 de novembro`, `quinta-feira`, `segunda a sexta`, `qui 03/12`, `amanhã`. */
export const dayRules: readonly LiteralRule[] = [
  { pattern: String.raw`(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?!\d)`, read: dateOf },
  {
    pattern: String.raw`(?<day>[0-3]?\d)(?:\/(?<month>[01]?\d)(?:\/(?<year>\d{4}|\d\d))?|[.-](?<month2>[01]?\d)[.-](?<year2>\d{4}))(?![\d/])`,
    read: ({ day, month, year, month2, year2 }) =>
      dateOf({ day, month: month ?? month2, year: year ?? year2 }),
  },
  { pattern: String.raw`(?<day>[0-3]?\d)o?${ofMonth}`, read: dateOf },
  { pattern: `(?<day>${dayWords})${ofMonth}`, read: dateOf },
  {
    pattern: String.raw`${afterDay}(?<day>[0-3]?\d)(?:o(?![a-z]))?(?!\d|[.,:]\d| ?h(?![a-z]))`,
    read: dateOf,
  },
  { pattern: String.raw`${afterDay}(?<day>${dayWords})(?![a-z])`, read: dateOf },
  {
    pattern: `(?<from>${name})${till}(?<to>${name})`,
    read: ({ from = '', to = '' }) => ({ kind: 'weekday', days: span(from, to) }),
  },
  {
    pattern: `(?<from>${short})(?: ?(?:a|ate|-|–) ?)(?<to>${short})(?![a-z])`,
    read: ({ from = '', to = '' }) => ({ kind: 'weekday', days: span(from, to) }),
  },
  {
    pattern: String.raw`(?<day>${short})(?=,? \d\d\/\d\d)`,
    read: ({ day = '' }) => ({ kind: 'weekday', days: [indexOf(day)] }),
  },
  {
    pattern: `(?<day>${name})${noOrdinal}`,
    read: ({ day = '' }) => ({ kind: 'weekday', days: [indexOf(day)] }),
  },
  { pattern: 'dias uteis(?![a-z])', read: () => ({ kind: 'weekday', days: [1, 2, 3, 4, 5] }) },
  {
    pattern: '(?:fim|fins|finais|final) de semana(?![a-z])',
    read: () => ({ kind: 'weekday', days: [6, 0] }),
  },
  {
    pattern: '(?:todos os dias|todo dia|diariamente)(?![a-z])',
    read: () => ({ kind: 'weekday', days: [0, 1, 2, 3, 4, 5, 6] }),
  },
  { pattern: 'depois de amanha(?![a-z])', read: () => ({ kind: 'relative-day', ahead: 2 }) },
  { pattern: 'amanha(?![a-z])', read: () => ({ kind: 'relative-day', ahead: 1 }) },
  { pattern: 'hoje(?![a-z])', read: () => ({ kind: 'relative-day', ahead: 0 }) },
  { pattern: 'anteontem(?![a-z])', read: () => ({ kind: 'relative-day', ahead: -2 }) },
  { pattern: 'ontem(?![a-z])', read: () => ({ kind: 'relative-day', ahead: -1 }) },
];
