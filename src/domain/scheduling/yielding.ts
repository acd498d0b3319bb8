import type { Appointment } from './appointment.ts';
import { isClear } from './availability.ts';
import type { TimeSlot } from './time-slot.ts';

/** What stands in a calendar, as far as it matters for who was there first. */
type Standing = {
  readonly eventId: string;
  readonly slot: TimeSlot;
  readonly createdAt: Date;
  /** Our mark; absent in events of people. */
  readonly appointmentId: string | undefined;
};

/** Google tells seconds only, and its machines do not agree to the second. */
const doubtMs = 5_000;

/**
 * Whether our event may stay beside what else is in its calendar. Google is no lock: two who wrote at once see each
 * other here, and the later one goes. Who is in doubt goes too, unless the other is sure to: of two events of ours that
 * are as old as each other the one with the greater id goes at once, and the other one looks again before it decides.
 * `not-shown`: Google does not show yet what it has taken, and nothing else.
 */
export function stays(
  ours: Pick<Standing, 'eventId'>,
  { slot, bufferMinutes }: Pick<Appointment, 'slot' | 'bufferMinutes'>,
  standing: readonly Standing[],
  leaving: ReadonlySet<string>,
): 'yes' | 'no' | 'unclear' | 'not-shown' {
  const others = standing.filter(
    ({ eventId, slot: theirs }) =>
      eventId !== ours.eventId && !leaving.has(eventId) && !isClear(slot, { bufferMinutes }, [theirs]),
  );
  const own = standing.find(({ eventId }) => eventId === ours.eventId);
  if (own === undefined) return others.length === 0 ? 'not-shown' : 'unclear';
  const rivals = others.filter(({ createdAt }) => createdAt.getTime() <= own.createdAt.getTime() + doubtMs);
  if (rivals.length === 0) return 'yes';
  const mayGo = rivals.every(
    ({ eventId, createdAt, appointmentId }) =>
      appointmentId !== undefined &&
      eventId > own.eventId &&
      createdAt.getTime() >= own.createdAt.getTime() - doubtMs,
  );
  return mayGo ? 'unclear' : 'no';
}
