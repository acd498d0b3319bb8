import { minutesOf } from '../../clinic/document/written-time.ts';
import type { LiteralRule } from './literal-rule.ts';
import { numberOf, numberWords } from './number-words.ts';

const unit =
  '(?<unit>minutinhos?|minutos?|min|segundos?|horas?|hs?|hrs?|dias?|semanas?|mes|meses|anos?)(?![a-z])';
const unitMinutes: readonly (readonly [string, number])[] = [
  ['min', 1],
  ['seg', 1 / 60],
  ['h', 60],
  ['d', 1_440],
  ['sem', 7 * 1_440],
  ['mes', 30 * 1_440],
  ['ano', 365 * 1_440],
];
const factorOf = (written = ''): number =>
  unitMinutes.find(([start]) => written.startsWith(start))?.[1] ?? NaN;

/** How long and how many: `30 minutos`, `1 hora e meia`, `14 dias`, `10%`, `3x`, and any other number. */
export const countRules: readonly LiteralRule[] = [
  {
    pattern: String.raw`(?<value>\d{1,6}(?:[.,]\d{1,3})?) ?(?:%|por cento(?![a-z]))`,
    read: ({ value = '' }) => ({ kind: 'percent', value: decimal(value) }),
  },
  {
    pattern: `(?<words>${numberWords}) por cento(?![a-z])`,
    read: ({ words = '' }) => ({ kind: 'percent', value: numberOf(words) ?? NaN }),
  },
  {
    pattern: String.raw`(?<times>\d{1,3}) ?x(?![a-z0-9])`,
    read: ({ times = '' }) => ({ kind: 'installments', times: Number(times) }),
  },
  {
    pattern: String.raw`(?<whole>\d{1,3} ?(?:h|hs|hrs|horas?)(?: e)? \d{1,2} ?min(?:utos)?)(?![a-z])`,
    read: ({ whole = '' }) => ({ kind: 'duration', minutes: minutesOf(whole, 1) ?? NaN }),
  },
  {
    pattern: String.raw`(?<whole>\d{1,4}h[0-5]\d)(?![\d:a-z])`,
    read: ({ whole = '' }) => ({ kind: 'duration', minutes: minutesOf(whole, 1) ?? NaN }),
  },
  {
    pattern: String.raw`(?<count>\d{1,2}|uma|duas|tres) horas? e (?:meia|30)(?![a-z\d])`,
    read: ({ count = '' }) => ({ kind: 'duration', minutes: valueOf(count) * 60 + 30 }),
  },
  { pattern: 'meia hora(?![a-z])', read: () => ({ kind: 'duration', minutes: 30 }) },
  {
    pattern: String.raw`(?<count>\d{1,6}(?:[.,]\d{1,2})?) ?${unit}`,
    read: ({ count = '', unit: written }) => ({
      kind: 'duration',
      minutes: decimal(count) * factorOf(written),
    }),
  },
  {
    // "um minuto" and "um dia" are ways of speaking
    pattern: `(?!um )(?<words>${numberWords}) ${unit}`,
    read: ({ words = '', unit: written }) => ({
      kind: 'duration',
      minutes: (numberOf(words) ?? NaN) * factorOf(written),
    }),
  },
  {
    pattern: String.raw`(?<value>\d{1,60}(?:[.,]\d{1,60}){0,6})`,
    read: ({ value = '' }) => ({ kind: 'number', value: decimal(value) }),
  },
  {
    pattern: `(?!uma?(?![a-z])(?! mil))(?<words>${numberWords})`,
    read: ({ words = '' }) => ({ kind: 'number', value: numberOf(words) ?? NaN }),
  },
];

const decimal = (text: string): number => Number(text.replace(/\.(?=\d{3}(?:\D|$))/g, '').replace(',', '.'));
const valueOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) : (numberOf(text) ?? NaN));
