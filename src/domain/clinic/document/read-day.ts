import { folded } from '../../language/folded-text.ts';
import type { OpenInterval } from '../hours/open-interval.ts';
import { documentLimits } from './document-limits.ts';
import { at, isRecord, itemsOf, report, understood, type Place } from './tolerant-json.ts';
import { sortedIntervals as sorted, withoutSpans } from './day-intervals.ts';
import { endOfSpan, writtenHours, type WrittenSpan } from './written-ranges.ts';
import { timeOfDay } from './written-time.ts';
import { yesNoAt } from './written-values.ts';

const minutesPerDay = 1_440;
const openKeys = [
  'abertura',
  'inicio',
  'abre',
  'de',
  'das',
  'hora_inicio',
  'horario_inicio',
  'hora_abertura',
  'entrada',
];
const closeKeys = [
  'fechamento',
  'fim',
  'fecha',
  'termino',
  'ate',
  'as',
  'hora_fim',
  'horario_fim',
  'hora_fechamento',
  'saida',
];
const parts = ['manha', 'tarde', 'noite', 'madrugada', 'turno_1', 'turno_2', 'turno_3'];
const breakKeys = ['intervalo', 'almoco', 'pausa', 'descanso'];

/**
 * When a day is open, in any of the spellings seen, without its breaks; empty when it is closed, `undefined` when it is
 * not understood. `name`: of the day, for who reads the findings.
 */
export function readDay(place: Place, name: string): readonly OpenInterval[] | undefined {
  const { value } = place;
  if (value === null || value === false) return understood(place, []);
  if (Array.isArray(value)) {
    const all = itemsOf(place, documentLimits.intervals).map((item) => readDay(item, name));
    return all.includes(undefined) ? undefined : sorted(all.flatMap((one) => one ?? []));
  }
  if (typeof value === 'string') return readWords(place, value, name);
  if (!isRecord(value)) return undefined;
  if (yesNoAt(place, 'fechado', 'fechada') === true || yesNoAt(place, 'aberto', 'aberta', 'ativo') === false)
    return understood(place, []);
  const spans = spansIn(place, name);
  if (spans === undefined) return isEmpty(place) ? [] : undefined;
  return withoutBreaks(spans, readBreaks(place), place, name);
}

const closedWords = /^(fechad[oa]|nao atende|nao abre|nao abrimos|nao atendemos|folga|sem atendimento|nao)$/;
const wholeDay = /^(24 horas|24h|24 h|24hs|o dia todo|dia todo|aberto 24 horas|dia inteiro)$/;

function readWords(place: Place, text: string, name: string): readonly OpenInterval[] | undefined {
  const words = folded(text);
  if (closedWords.test(words)) return understood(place, []);
  if (wholeDay.test(words)) return understood(place, [{ opens: 0, closes: minutesPerDay }]);
  const hours = writtenHours(text);
  if (hours === undefined) return undefined;
  understood(place, true);
  return withoutBreaks(hours.open, hours.breaks, place, name);
}

/** One span, or several under names of parts of the day, numbers, or in a list. */
function spansIn(place: Place, name: string): readonly WrittenSpan[] | undefined {
  const lists = [
    'horarios',
    'horario',
    'periodos',
    'periodo',
    'turnos',
    'atendimento',
    'expediente',
    'faixas',
  ];
  const single = spanAt(place, openKeys, closeKeys);
  const numbered = [1, 2, 3].flatMap((n) => {
    const suffixed = (keys: readonly string[]) => keys.flatMap((key) => [`${key}_${n}`, `${key}${n}`]);
    const span = spanAt(place, suffixed(openKeys), suffixed(closeKeys));
    return span === undefined ? [] : [span];
  });
  const named = parts.flatMap((part) => {
    const span = spanAt(
      place,
      [`${part}_inicio`, `inicio_${part}`, `${part}_abertura`],
      [`${part}_fim`, `fim_${part}`, `${part}_fechamento`],
    );
    return span === undefined ? [] : [span];
  });
  const own = [...(single ? [single] : []), ...numbered, ...named];
  // without hours of its own, what else would be breaks are the hours
  const inner = [...lists, ...parts, ...(own.length === 0 ? ['intervalos', 'intervalo'] : [])].map((key) =>
    at(place, key),
  );
  const listed = inner.filter(({ value }) => value !== undefined && value !== null && value !== '');
  const read = listed.map((field) => readDay(field, name));
  if (read.includes(undefined)) return undefined;
  const all = [
    ...own,
    ...read.flatMap((intervals) => intervals ?? []).map(({ opens, closes }): WrittenSpan => [opens, closes]),
  ];
  return all.length > 0 || read.length > 0 ? all : undefined;
}

function spanAt(place: Place, from: readonly string[], to: readonly string[]): WrittenSpan | undefined {
  const [first, last] = [at(place, ...from), at(place, ...to)];
  const [start, end] = [timeOfDay(first.value), timeOfDay(last.value)];
  if (start === undefined || end === undefined) return undefined;
  understood(first, start);
  understood(last, end);
  return [start, end];
}

/** A form that was left empty says that the day is closed. */
const isEmpty = (place: Place): boolean =>
  isRecord(place.value) &&
  [...openKeys, ...closeKeys].every((key) => (at(place, key).value ?? '') === '') &&
  Object.values(place.value).every(
    (value) => value === null || value === '' || value === undefined || value === true,
  );

function readBreaks(day: Place): readonly WrittenSpan[] {
  const flat = breakKeys.flatMap((key) => {
    const span = spanAt(day, [`${key}_inicio`, `inicio_${key}`], [`${key}_fim`, `fim_${key}`]);
    return span === undefined ? [] : [span];
  });
  const hasOwn = spanAt(day, openKeys, closeKeys) !== undefined;
  const named = [...breakKeys, 'pausas', ...(hasOwn ? ['intervalos'] : [])].flatMap((key) => {
    const field = at(day, key);
    if (!hasOwn && key === 'intervalo') return [];
    return itemsOf(field, documentLimits.intervals).flatMap((item) =>
      (readDay(item, key) ?? []).map(({ opens, closes }): WrittenSpan => [opens, closes]),
    );
  });
  return [...flat, ...named];
}

function withoutBreaks(
  spans: readonly WrittenSpan[],
  breaks: readonly WrittenSpan[],
  place: Place,
  name: string,
): readonly OpenInterval[] {
  const open = spans.flatMap((span): readonly OpenInterval[] => {
    const [opens, closes] = span;
    if (opens === closes && opens !== 0) {
      report(place, `Em ${name}, a abertura é igual ao fechamento; considerei fechado.`);
      return [];
    }
    if (closes < opens && closes !== 0)
      report(place, `Em ${name}, a abertura vem depois do fechamento; entendi que fecha no dia seguinte.`);
    return [{ opens, closes: endOfSpan(span) }];
  });
  return withoutSpans(open, breaks);
}
