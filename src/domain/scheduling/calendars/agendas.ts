import type { Hours } from '../../clinic/opening-hours.ts';
import { occupied, type Appointment } from '../appointment.ts';
import type { WorkingAgenda } from '../availability.ts';
import type { BookingPlace } from './booking-places.ts';
import { given } from '../../given.ts';
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
  { professional, room, dependsOn, durationMinutes, rules }: BookingPlace,
  { busy, appointments, moving }: KnownTime,
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
        (professional !== undefined && other.professionalId === professional.id) ||
        (room !== undefined && other.roomId === room.id)),
  );
  return {
    attendances: attendancesAt({ professional, room }),
    busy: [...inCalendars, ...own.map(occupied)],
    visit: {
      durationMinutes,
      ...given({ stepMinutes: rules.stepMinutes }),
      bufferMinutes: rules.bufferMinutes,
    },
  };
}

/** Own hours and absences of those that a visit takes; empty where the clinic's hours alone count. */
export const attendancesAt = ({
  professional,
  room,
}: {
  readonly professional?: BookingPlace['professional'] | undefined;
  readonly room?: BookingPlace['room'] | undefined;
}): readonly Hours[] => [professional?.hours, room?.hours].filter((hours) => hours !== undefined);

/** Busy times without one of them; Google does not say whose they are. */
export const withoutTime = (busy: readonly TimeSlot[], own: TimeSlot): readonly TimeSlot[] =>
  without(busy.map(spanOf), spanOf(own)).map(([from, to]) => ({ start: new Date(from), end: new Date(to) }));
