import type { Agenda } from '../../../client/atende-client.ts';
import { addDays, dayOf, instantAt, minutesOfDay, weekdayOf } from '../words/times.ts';

export type Visit = Agenda['appointments'][number];
export type Span = { readonly start: string; readonly end: string };

/** A part of a day in minutes after its midnight. */
export type Part = { readonly from: number; readonly to: number };

export type Placed = { readonly visit: Visit } & Part;

export type Column = {
  readonly key: string;
  readonly day: string;
  readonly professionalId: string | undefined;
  readonly name: string;
  readonly working: readonly Part[];
  readonly busy: readonly Part[];
  /** Their calendar could not be read. */
  readonly isUnknown: boolean;
  readonly visits: readonly Placed[];
};

const minutesPerDay = 1_440;

/** What of a span lies on a day of the clinic. */
export function partOn({ start, end }: Span, day: string, zone: string): Part | undefined {
  const [midnight, next] = [instantAt(day, 0, zone), instantAt(addDays(day, 1), 0, zone)];
  const [from, to] = [new Date(start), new Date(end)];
  if (to <= midnight || from >= next) return undefined;
  return {
    from: from <= midnight ? 0 : minutesOfDay(from, zone),
    to: to >= next ? minutesPerDay : minutesOfDay(to, zone),
  };
}

const partsOn = (spans: readonly Span[], day: string, zone: string): readonly Part[] =>
  spans.flatMap((span) => partOn(span, day, zone) ?? []);

/** One column of a day: of a professional, or of what is nobody's. */
function columnOf(
  agenda: Agenda,
  day: string,
  professional: Agenda['professionals'][number] | undefined,
): Column {
  const zone = agenda.timeZone;
  const id = professional?.id;
  const theirs = agenda.calendars.filter(
    ({ professionalId }) => professionalId === undefined || professionalId === id,
  );
  const own = theirs.filter(({ professionalId }) => professionalId === id);
  return {
    key: `${day} ${id ?? ''}`,
    day,
    professionalId: id,
    name: professional?.name ?? 'Sem profissional',
    working: partsOn(professional?.working ?? [], day, zone),
    busy: theirs.flatMap(({ busy }) => (busy === 'unknown' ? [] : partsOn(busy, day, zone))),
    isUnknown: agenda.google === 'read' && own.some(({ busy }) => busy === 'unknown'),
    visits: agenda.appointments.flatMap((visit) => {
      const part = visit.professionalId === id ? partOn(visit, day, zone) : undefined;
      return part === undefined ? [] : [{ visit, ...part }];
    }),
  };
}

/** The professionals beside each other on one day; what is nobody's has a column only when there is something in it. */
export function dayColumns(agenda: Agenda, day: string): readonly Column[] {
  const people = agenda.professionals.map((professional) => columnOf(agenda, day, professional));
  const nobody = columnOf(agenda, day, undefined);
  return nobody.visits.length > 0 ? [...people, nobody] : people;
}

/** The days of a week of one professional. */
export const weekColumns = (
  agenda: Agenda,
  days: readonly string[],
  professionalId: string,
): readonly Column[] => {
  const professional = agenda.professionals.find(({ id }) => id === professionalId);
  return days.map((day) => columnOf(agenda, day, professional));
};

/** Monday to Sunday around a day. */
export function weekOf(day: string): readonly string[] {
  const monday = addDays(day, -((weekdayOf(day) + 6) % 7));
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index));
}

/** From the first to the last hour in which anything is; at least a working day. */
export function hoursShown(columns: readonly Column[]): Part {
  const parts = columns.flatMap(({ working, busy, visits }) => [
    ...working,
    ...visits,
    ...busy.filter(({ from, to }) => to - from < minutesPerDay),
  ]);
  const from = Math.min(8 * 60, ...parts.map((part) => part.from));
  const to = Math.max(18 * 60, ...parts.map((part) => part.to));
  return { from: Math.floor(from / 60) * 60, to: Math.ceil(to / 60) * 60 };
}

export const isOn = (instant: Date, day: string, zone: string): boolean => dayOf(instant, zone) === day;
