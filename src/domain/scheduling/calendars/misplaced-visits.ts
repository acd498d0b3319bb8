import type { ClinicContext } from '../../clinic/clinic-context.ts';
import { given } from '../../given.ts';
import { isLive, keepsAway, type Appointment } from '../appointment.ts';
import { writeCalendarOf } from './booking-places.ts';
import type { ChosenCalendar } from './chosen-calendar.ts';

/** A visit whose event stands in a calendar where the clinic would not write it any more. */
export type MisplacedVisit = {
  readonly appointment: Appointment;
  /** Where it would be written now; absent when nobody has said where. */
  readonly belongsTo?: string;
  /** `calendar-not-in-use`: its calendar does not count any more, or only as busy. */
  readonly why: 'calendar-not-in-use' | 'other-calendar';
  /** Why nobody but people can move it; absent when it is moved without them. */
  readonly blockedBy?: MoveObstacle;
};

/**
 * `unclear-calendar`: nobody has said where it would go. `taken`: another visit has its time there. `deletion-asked`: its
 * event was deleted, and the clinic has to answer first. `being-booked`: it stands still in a moment.
 */
type MoveObstacle = 'unclear-calendar' | 'taken' | 'deletion-asked' | 'being-booked';

/** Those of `appointments` that are to come and would be written elsewhere. `calendars`: the active ones. */
export function misplacedVisits(
  context: ClinicContext,
  calendars: readonly ChosenCalendar[],
  appointments: readonly Appointment[],
  now: Date,
): readonly MisplacedVisit[] {
  return appointments.flatMap((appointment): readonly MisplacedVisit[] => {
    if (!isLive(appointment) || appointment.slot.start <= now) return [];
    const belongsTo = writeCalendarOf(context, calendars, appointment)?.calendarId;
    if (belongsTo === appointment.calendarId) return [];
    const own = calendars.find(({ calendarId }) => calendarId === appointment.calendarId);
    const isInUse = own !== undefined && own.chosenUse !== 'busy';
    // while it is unclear where visits go, nothing is out of place in a calendar that counts
    if (belongsTo === undefined && isInUse) return [];
    const blockedBy = obstacleOf(appointment, belongsTo, appointments);
    const why = isInUse ? 'other-calendar' : 'calendar-not-in-use';
    return [{ appointment, why, ...given({ belongsTo, blockedBy }) }];
  });
}

function obstacleOf(
  appointment: Appointment,
  calendarId: string | undefined,
  all: readonly Appointment[],
): MoveObstacle | undefined {
  if (calendarId === undefined) return 'unclear-calendar';
  if (appointment.state === 'held') return 'being-booked';
  if (appointment.askedAbout !== undefined) return 'deletion-asked';
  return all.some((other) => keepsAway(other, { ...appointment, calendarId })) ? 'taken' : undefined;
}
