import { localDate } from '../local-time.ts';
import type { Holiday } from '../opening-hours.ts';
import { at, entriesOf, isRecord, itemsOf, report, understood, type Place } from './tolerant-json.ts';
import { timeOfDay } from './written-time.ts';
import { nameAt, textAt } from './written-values.ts';
import { given } from '../../given.ts';

type Holidays = { readonly holidays: readonly Holiday[]; readonly note?: string };

/** A list of days or of objects, an object by day, or a sentence such as "fechado em feriados nacionais". */
export function readHolidays(place: Place): Holidays {
  if (typeof place.value === 'string' && dayOf(place.value) === undefined) {
    const note = textAt(place);
    return { holidays: [], ...given({ note }) };
  }
  const isByDay = isRecord(place.value) && at(place, 'data', 'dia').value === undefined;
  const holidays = isByDay
    ? entriesOf(place).flatMap(([day, entry]) => readHoliday(entry, dayOf(day)))
    : itemsOf(place).flatMap((item) => {
        const field = isRecord(item.value) ? at(item, 'data', 'dia') : item;
        return readHoliday(item, understood(field, dayOf(field.value)));
      });
  return { holidays };
}

function readHoliday(place: Place, date: string | undefined): readonly Holiday[] {
  if (date === undefined) {
    if (place.value !== null) report(place, 'Há um feriado cuja data não entendi (use AAAA-MM-DD ou DD/MM).');
    return [];
  }
  const name = isRecord(place.value) ? nameAt(place, 'nome', 'descricao', 'motivo') : undefined;
  const from = at(place, 'abertura', 'inicio');
  const to = at(place, 'fechamento', 'fim');
  const [opens, closes] = [timeOfDay(from.value), timeOfDay(to.value)];
  const isOpen = opens !== undefined && closes !== undefined && opens < closes;
  understood(place, date);
  return [{ date, intervals: isOpen ? [{ opens, closes }] : [], ...given({ name }) }];
}

/** `2026-12-25`, `25/12/2026`, or `12-25` for `25/12`: every year. */
function dayOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/.exec(value.trim());
  if (iso) return localDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?$/.exec(value.trim()) ?? [];
  // 2024 has a 29 February
  const date = localDate(Number(year ?? 2024), Number(month), Number(day));
  return year === undefined ? date?.slice(5) : date;
}
