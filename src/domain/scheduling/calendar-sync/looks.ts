import type { ClinicContext } from '../../clinic/clinic-context.ts';
import type { Appointment } from '../appointment.ts';
import { makeFreeSlots } from '../availability.ts';
import { isUnassigned } from '../calendars/booking-places.ts';
import { isWritable, type ChosenCalendar } from '../calendars/chosen-calendar.ts';
import type { NewPlace } from '../change-appointment.ts';
import { given } from '../../given.ts';
import type { TimeSlot } from '../time-slot.ts';

/** An event of ours as it stands in a calendar. */
export type FoundEvent = {
  readonly calendarId: string;
  readonly eventId: string;
  /** Absent for one that lasts whole days. */
  readonly slot: TimeSlot | undefined;
  /** By the calendar's own user. */
  readonly isDeclined: boolean;
  /** Changes with the event. */
  readonly etag: string;
};

/** What somebody has made of our event; `nowhere`: it is in no calendar of the clinic. */
export type Look =
  | 'in-place'
  | 'dragged'
  | 'dragged-outside-hours'
  | 'into-the-past'
  | 'no-place'
  | 'no-visit'
  | 'declined'
  | 'nowhere';

type Known = {
  /** Absent for a clinic that was switched off. */
  readonly context: ClinicContext | undefined;
  /** The clinic's active ones. */
  readonly calendars: readonly ChosenCalendar[];
  readonly now: Date;
};

const longestVisitMs = 24 * 3_600_000;

export function lookedAt(
  appointment: Appointment,
  event: FoundEvent | undefined,
  { context, calendars, now }: Known,
): Look {
  if (event === undefined) return 'nowhere';
  if (event.isDeclined) return 'declined';
  const { slot, calendarId } = event;
  if (calendarId === appointment.calendarId && isSameTime(slot, appointment.slot)) return 'in-place';
  if (slot === undefined || !isVisit(slot)) return 'no-visit';
  const place = calendars.find((calendar) => calendar.calendarId === calendarId);
  if (place === undefined || !isWritable(place)) return 'no-place';
  if (context !== undefined && isUnassigned(context, place)) return 'no-place';
  if (slot.start <= now) return 'into-the-past';
  return context === undefined || isAtWork(context, newPlace(appointment, event, place))
    ? 'dragged'
    : 'dragged-outside-hours';
}

/** The owner of the calendar takes the place of who or what had the visit; everything else it takes along. */
export const newPlace = (
  { professionalId, roomId, slot }: Appointment,
  event: FoundEvent,
  calendar: Pick<ChosenCalendar, 'professionalId' | 'roomId'> | undefined,
): NewPlace => ({
  calendarId: event.calendarId,
  slot: event.slot ?? slot,
  ...given({
    professionalId: calendar?.professionalId ?? professionalId,
    roomId: calendar?.roomId ?? roomId,
  }),
});

const isSameTime = (a: TimeSlot | undefined, b: TimeSlot): boolean =>
  a?.start.getTime() === b.start.getTime() && a.end.getTime() === b.end.getTime();

const isVisit = ({ start, end }: TimeSlot): boolean =>
  start < end && end.getTime() - start.getTime() <= longestVisitMs;

function isAtWork(context: ClinicContext, { slot, professionalId }: NewPlace): boolean {
  const professional = context.professionals.find(({ id }) => id === professionalId);
  const { isWorkingTime } = makeFreeSlots({ timeZone: context.timeZone, hours: context.openingHours }, slot);
  return isWorkingTime({ ...(professional?.availability && { week: professional.availability }) }, slot);
}

/** One event in a list of what has changed: only a hint, as lists come late and unordered. */
export type ChangedEvent = Pick<FoundEvent, 'eventId' | 'slot' | 'isDeclined'> & {
  /** Perhaps only moved to another calendar. */
  readonly isCancelled: boolean;
};

/**
 * Whether the book and this entry of a calendar's list differ, so that the event has to be looked at. What we wrote
 * ourselves does not, nor what is left of an event that was moved or written again; titles and colours do not count.
 */
export function differs(
  { calendarId, slot, state, generation }: Appointment,
  listedIn: string,
  event: ChangedEvent & { readonly generation: number },
): boolean {
  const isCurrent = event.generation === generation;
  if (event.isCancelled)
    return isCurrent && (state === 'held' || state === 'confirmed') && listedIn === calendarId;
  if (state === 'cancelled' || state === 'failed' || !isCurrent) return true;
  return event.isDeclined || listedIn !== calendarId || !isSameTime(event.slot, slot);
}

/** So many at once are a calendar that was replaced or emptied rather than so many decisions. */
const mostDeletions = 5;
export const areTooMany = (deletions: number): boolean => deletions > mostDeletions;
