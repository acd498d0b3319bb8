import { given } from '../../given.ts';
import { folded } from '../../language/folded-text.ts';
import type { OpenInterval } from '../hours/open-interval.ts';
import type { Hours, OpeningHours } from '../opening-hours.ts';
import { readDay } from './read-day.ts';
import { readDaysOff } from './read-days-off.ts';
import { at, entriesOf, isRecord, itemsOf, report, understood, type Place } from './tolerant-json.ts';
import { textAt } from './written-values.ts';
import { weekdaysIn } from './written-weekdays.ts';

type Week = readonly (readonly OpenInterval[])[];

/** `around`: other parts of the document where a clinic may say when it is closed. `state`: by its address. */
export function readOpeningHours(
  place: Place,
  around: readonly Place[],
  state: string | undefined,
): OpeningHours {
  const week = readWeek(place);
  const noteFields = ['observacoes', 'observacao', 'feriados_observacao', 'nota'];
  const notes = noteFields.flatMap((key) => textAt(place, key) ?? []);
  const { notes: more, ...daysOff } = readDaysOff([place, ...around], 'clinic', state);
  return { week, ...daysOff, notes: [...notes, ...more] };
}

/** Own hours and absences of a professional or a room; `undefined` when there are none. */
export function readOwnHours(place: Place, written: Place): Hours | undefined {
  const week = readWeek(written);
  const { holidays, closures, publicHolidays } = readDaysOff(
    [place, ...(isRecord(written.value) ? [written] : [])],
    'person',
    undefined,
  );
  const isSaid = holidays.length + closures.length > 0 || publicHolidays !== undefined;
  return week !== undefined || isSaid
    ? { week, holidays, closures, ...given({ publicHolidays }) }
    : undefined;
}

/** Seven days from Sunday, or `undefined` when no day could be read. */
function readWeek(place: Place): Week | undefined {
  const week: (readonly OpenInterval[] | undefined)[] = [0, 1, 2, 3, 4, 5, 6].map(() => undefined);
  for (const { days, hours } of daysIn(place)) for (const day of days) week[day] ??= hours;
  return week.every((day) => day === undefined) ? undefined : week.map((day) => day ?? []);
}

type SomeDays = { readonly days: readonly number[]; readonly hours: readonly OpenInterval[] };

/** By the names of the days, as a list of days with their hours, or in one sentence. */
function daysIn(place: Place): readonly SomeDays[] {
  if (typeof place.value === 'string') return daysInWords(place, place.value);
  if (Array.isArray(place.value)) return itemsOf(place).flatMap(daysOfItem);
  return entriesOf(place).flatMap(([key, day]): readonly SomeDays[] => {
    const days = weekdaysIn(key);
    return days === undefined ? [] : [{ days, hours: hoursOf(day, folded(key).replace(/ feira\b/g, '')) }];
  });
}

function hoursOf(day: Place, name: string): readonly OpenInterval[] {
  const hours = day.value === null ? [] : readDay(day, name);
  if (hours === undefined) {
    report(day, `Não entendi o horário de ${name}; considerei fechado.`, 'error');
    understood(day, true);
  }
  return hours ?? [];
}

/** `{ dia: "segunda", inicio, fim }`, `{ dias: ["segunda", "quarta"], horario: "8h às 12h" }`. */
function daysOfItem(item: Place): readonly SomeDays[] {
  if (typeof item.value === 'string') return daysInWords(item, item.value);
  const field = at(item, 'dia', 'dias', 'dia_semana', 'dias_semana');
  const names = Array.isArray(field.value) ? field.value.map(String).join(', ') : field.value;
  const days = typeof names === 'string' ? weekdaysIn(names) : undefined;
  if (days === undefined) return [];
  understood(field, true);
  return [{ days, hours: hoursOf(item, String(names).slice(0, 40)) }];
}

/** "segunda a sexta das 8h às 18h; sábado das 8h às 12h" */
function daysInWords(place: Place, text: string): readonly SomeDays[] {
  const parts = text
    .slice(0, 500)
    .split(/[;\n]|,\s*(?=(?:e\s+)?(?:seg|ter|qua|qui|sex|s[aá]b|dom|fim|finais))|\.\s+/i)
    .map((part) => part.trim().replace(/\.$/, ''))
    .filter(Boolean);
  const read = parts.map((part): SomeDays | undefined => {
    const begins = /\b(?:das|de|:)?\s*\d|fechad|não|nao /i.exec(part.replace(/\b\d[ªa]\b/g, '  '));
    const days = weekdaysIn(part.slice(0, begins?.index ?? part.length));
    const said = { ...place, value: part.slice(begins?.index ?? part.length).replace(/^[\s:]+/, '') };
    const hours = days && readDay(said, part.slice(0, 20));
    return days && hours && { days, hours };
  });
  const found = read.filter((one) => one !== undefined);
  if (found.length < read.length)
    report(place, 'Não entendi todo este horário; o que não entendi conta como fechado.', 'error');
  if (found.length > 0) understood(place, true);
  return found;
}
