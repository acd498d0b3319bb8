import { everyYear, nothing, usual, withHours, withNames, type DaysOff } from './days-off.ts';
import { readDay } from './read-day.ts';
import { at, isRecord, report, understood, type Place } from './tolerant-json.ts';
import { writtenDaysOff, type DaysOffSense, type WrittenDays } from './written-days-off.ts';
import { cleanText, nameAt, yesNoAt } from './written-values.ts';

/** An entry that stands under its day. */
export function readByDay(day: string, entry: Place, sense: DaysOffSense): DaysOff {
  const { found, unclear } = writtenDaysOff(day, sense);
  if (unclear.length > 0) return reportUnclear(entry);
  const { value } = entry;
  if (typeof value !== 'string') return withDetails(entry, found, sense);
  const hours = readDay(entry, day);
  understood(entry, true);
  // a text that is no hour is the name of the day
  if (hours === undefined) return withNames(found, cleanText(value).slice(0, 60));
  return withHours(found, hours, sense);
}

/** An entry that names its day, or its days, itself. */
export function readEntry(item: Place, sense: DaysOffSense): DaysOff {
  if (item.value === null) return nothing;
  if (isRecord(item.value) && yesNoAt(item, 'ativo', 'ativa') === false) return understood(item, nothing);
  const text = datesIn(item);
  if (text === undefined) return reportUnclear(item);
  const { found, unclear } = writtenDaysOff(text, sense);
  if (unclear.length > 0 || found.days.length + found.closures.length === 0) return reportUnclear(item);
  if (sense === 'absence' && found.closures.some(({ first }) => first.length === 5))
    report(item, 'Este período não diz o ano: vale todos os anos.');
  return isRecord(item.value)
    ? withDetails(item, found, sense)
    : understood(item, { ...nothing, holidays: found.days, closures: found.closures });
}

function reportUnclear(place: Place): DaysOff {
  report(
    place,
    'Há um feriado ou período cuja data não entendi (use AAAA-MM-DD, DD/MM ou "de DD/MM a DD/MM").',
    'error',
  );
  return understood(place, nothing);
}

const hasDate = (value: unknown): value is string =>
  typeof value === 'string' && /\d[/.-]\d|[a-z]{3}/i.test(value);

/** The day or days that an entry is about, as one text. */
export function datesIn(item: Place): string | undefined {
  const { value } = item;
  if (typeof value === 'string') return value;
  if (!isRecord(value)) return undefined;
  const day = at(item, 'data', 'dia', 'datas', 'dias', 'periodo', 'quando');
  if (Array.isArray(day.value)) return day.value.filter(hasDate).join('; ') || undefined;
  const from = at(item, 'data_inicio', 'data_inicial', 'inicio', 'de', 'desde', 'primeiro_dia');
  const to = at(item, 'data_fim', 'data_final', 'fim', 'ate', 'ultimo_dia', 'termino');
  const first = hasDate(day.value) ? day.value : isDay(from.value) ? from.value : undefined;
  return first !== undefined && isDay(to.value) ? `${first} a ${to.value}` : first;
}

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /\d[/.-]\d{1,2}|\bde [a-zç]{3}/i.test(value);

function withDetails(item: Place, found: WrittenDays, sense: DaysOffSense): DaysOff {
  const isYearly = yesNoAt(item, 'anual', 'todo_ano', 'recorrente', 'repete') === true;
  const name = nameAt(item, 'nome', 'descricao', 'motivo', 'titulo');
  const named = withNames(isYearly ? everyYear(found) : found, name);
  const isOpen = yesNoAt(item, 'aberto', 'abre') === true || yesNoAt(item, 'fechado', 'fecha') === false;
  const hours = hasHours(item) ? readDay(item, name ?? 'um feriado') : undefined;
  if (hasHours(item) && hours === undefined)
    report(item, 'Não entendi o horário deste dia; considerei fechado.', 'error');
  understood(item, true);
  if (hours !== undefined) return withHours(named, hours, sense);
  return isOpen ? usual(named) : named;
}

const timeKeys = [
  'abertura',
  'hora_inicio',
  'horario',
  'horarios',
  'das',
  'periodos',
  'intervalos',
  'manha',
  'tarde',
];

/** `inicio` may also be a day, and `abre` a yes or no. */
const hasHours = (item: Place): boolean =>
  timeKeys.some((key) => {
    const { value } = at(item, key);
    return value !== undefined && value !== null && value !== '';
  }) ||
  [at(item, 'inicio'), at(item, 'abre')].some(({ value }) =>
    /^\d{1,2}\s*(:|h|$)/.test(typeof value === 'string' || typeof value === 'number' ? String(value) : ''),
  );
