import { documentLimits } from './document-limits.ts';
import { folded } from '../../language/folded-text.ts';
import type { OpeningHours, OpenInterval } from '../opening-hours.ts';
import { readHolidays } from './read-holidays.ts';
import { at, entriesOf, isRecord, itemsOf, report, understood, type Place } from './tolerant-json.ts';
import { timeOfDay, timeRange } from './written-time.ts';
import { textAt, yesNoAt } from './written-values.ts';

const days = ['domingo', 'segunda', 'terca', 'quarta', 'quinta', 'sexta', 'sabado'];
const groups = new Map([
  ['segunda a sexta', [1, 2, 3, 4, 5]],
  ['segunda a sabado', [1, 2, 3, 4, 5, 6]],
  ['dias uteis', [1, 2, 3, 4, 5]],
  ['fim de semana', [0, 6]],
  ['todos os dias', [0, 1, 2, 3, 4, 5, 6]],
]);
const minutesPerDay = 1_440;

export function readOpeningHours(place: Place): OpeningHours {
  const week = readWeek(place, true);
  const noteFields = ['observacoes', 'observacao', 'feriados_observacao', 'nota'];
  const notes = noteFields.flatMap((key) => textAt(place, key) ?? []);
  const { holidays, note } = readHolidays(at(place, 'feriados', 'feriado', 'excecoes'));
  return { week, holidays, notes: note === undefined ? notes : [...notes, note] };
}

/** Seven days from Sunday, or `undefined` when no day could be read. */
export function readWeek(place: Place, warns = false): readonly (readonly OpenInterval[])[] | undefined {
  const week: (readonly OpenInterval[] | undefined)[] = days.map(() => undefined);
  for (const [key, day] of entriesOf(place)) {
    const name = folded(key).replace(/ feira\b/g, '');
    const indexes = groups.get(name) ?? (days.includes(name) ? [days.indexOf(name)] : []);
    if (indexes.length === 0) continue;
    const intervals = day.value === null ? [] : readDay(day, name, warns);
    for (const index of indexes) week[index] ??= intervals;
  }
  return week.every((day) => day === undefined) ? undefined : week.map((day) => day ?? []);
}

function readDay(place: Place, name: string, warns: boolean): readonly OpenInterval[] | undefined {
  if (Array.isArray(place.value)) {
    return sorted(
      itemsOf(place, documentLimits.intervals).flatMap((item) => readDay(item, name, warns) ?? []),
    );
  }
  const span = readSpan(place);
  if (span === 'closed') return understood(place, []);
  if (span === undefined) {
    const { abertura, fechamento } = isRecord(place.value) ? place.value : { abertura: 0, fechamento: 0 };
    const isClosed = (abertura ?? null) === null && (fechamento ?? null) === null;
    if (!isClosed && warns) report(place, `Não entendi o horário de ${name}; considerei fechado.`);
    return [];
  }
  const [opens, closes] = span;
  if (opens === closes && opens !== 0) {
    if (warns) report(place, `Em ${name}, a abertura é igual ao fechamento; considerei fechado.`);
    return [];
  }
  if (closes < opens && warns) {
    report(place, `Em ${name}, a abertura vem depois do fechamento; entendi que fecha no dia seguinte.`);
  }
  return withoutBreaks(
    { opens, closes: closes <= opens ? closes + minutesPerDay : closes },
    readBreaks(place),
  );
}

type Span = readonly [number, number];

/** Both ends of a day or a break, in any of the spellings seen. */
function readSpan(place: Place): Span | 'closed' | undefined {
  if (place.value === false) return 'closed';
  if (typeof place.value === 'string') {
    const text = folded(place.value);
    if (/^(fechado|fechada|nao atende|nao abre|folga)$/.test(text)) return 'closed';
    return understood(place, /^(24 horas|24h)$/.test(text) ? [0, minutesPerDay] : timeRange(place.value));
  }
  if (yesNoAt(place, 'fechado') === true || yesNoAt(place, 'aberto', 'ativo') === false) return 'closed';
  const from = at(place, 'abertura', 'inicio', 'abre', 'de', 'das');
  const to = at(place, 'fechamento', 'fim', 'fecha', 'termino', 'ate', 'as');
  const [start, end] = [timeOfDay(from.value), timeOfDay(to.value)];
  if (start === undefined || end === undefined) return undefined;
  understood(from, start);
  understood(to, end);
  return [start, end];
}

function readBreaks(day: Place): readonly Span[] {
  const flat = ['intervalo', 'almoco', 'pausa'].flatMap((key): readonly Span[] => {
    const from = at(day, `${key}_inicio`, `inicio_${key}`);
    const to = at(day, `${key}_fim`, `fim_${key}`);
    const [start, end] = [timeOfDay(from.value), timeOfDay(to.value)];
    return start === undefined || end === undefined ? [] : [[understood(from, start), understood(to, end)]];
  });
  const breaks = at(day, 'intervalo', 'intervalos', 'almoco', 'pausa', 'pausas');
  const named = itemsOf(breaks, documentLimits.intervals).flatMap((item) => {
    const span = readSpan(item);
    return span === undefined || span === 'closed' ? [] : [span];
  });
  return [...flat, ...named];
}

function withoutBreaks(day: OpenInterval, breaks: readonly Span[]): readonly OpenInterval[] {
  return sorted(
    breaks.reduce<readonly OpenInterval[]>(
      (open, [from, to]) =>
        open.flatMap(({ opens, closes }) =>
          from >= to || to <= opens || from >= closes
            ? [{ opens, closes }]
            : [
                { opens, closes: from },
                { opens: to, closes },
              ].filter((part) => part.opens < part.closes),
        ),
      [day],
    ),
  );
}

const sorted = (intervals: readonly OpenInterval[]) => intervals.toSorted((a, b) => a.opens - b.opens);
