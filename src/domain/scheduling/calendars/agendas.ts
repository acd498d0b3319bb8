import { occupied, type Appointment } from '../appointment.ts';
import type { WorkingAgenda } from '../availability.ts';
import type { BookingPlace } from './booking-places.ts';
import { spanOf, without } from '../spans.ts';
import type { TimeSlot } from '../time-slot.ts';

/** `unknown` is never free: the calendar could not be read, or Google did not answer for it. */
export type CalendarBusy =
  | { readonly calendarId: string; readonly busy: readonly TimeSlot[] }
  | { readonly calendarId: string; readonly unknown: 'not-found' | 'transient' };

/** What is known of the clinic's time: `unknown` is never free. */
export type KnownTime = {
  readonly busy: ReadonlyMap<string, readonly TimeSlot[] | 'unknown'>;
  /** Live ones of our own book; they count whether Google shows them already or not. */
  readonly appointments: readonly Appointment[];
  /** One that is to be moved: it does not stand in its own way. `busy` is without its event. */
  readonly moving?: Appointment;
};

/** What a visit at this place has to keep clear of, or which calendars would have to be known first. */
export function agendaOf(
  { practitioner, dependsOn, durationMinutes }: BookingPlace,
  { busy, appointments, moving }: KnownTime,
  bufferMinutes: WorkingAgenda['visit']['bufferMinutes'],
): WorkingAgenda | { readonly unknown: readonly string[] } {
  const unknown = dependsOn.filter((id) => !Array.isArray(busy.get(id)));
  if (unknown.length > 0) return { unknown };
  const inCalendars = dependsOn.flatMap((id) => {
    const slots = busy.get(id);
    return slots === undefined || slots === 'unknown' ? [] : slots;
  });
  const own = appointments.filter(
    (other) =>
      other.seriesId !== moving?.seriesId &&
      (dependsOn.includes(other.calendarId) ||
        (practitioner !== undefined && other.practitionerId === practitioner.id)),
  );
  return {
    ...(practitioner?.availability && { week: practitioner.availability }),
    busy: [...inCalendars, ...own.map(occupied)],
    visit: { durationMinutes, bufferMinutes },
  };
}

/** Busy times without one of them; Google does not say whose they are. */
export const withoutTime = (busy: readonly TimeSlot[], own: TimeSlot): readonly TimeSlot[] =>
  without(busy.map(spanOf), spanOf(own)).map(([from, to]) => ({ start: new Date(from), end: new Date(to) }));
