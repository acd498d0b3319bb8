import type { Appointment } from '../appointment.ts';
import { isClear } from '../availability.ts';
import type { TimeSlot } from '../time-slot.ts';

/** An event in a calendar, as far as it matters for which one came first. */
type Standing = {
  readonly eventId: string;
  readonly slot: TimeSlot;
  readonly createdAt: Date;
  /** Our mark; absent in events of people. */
  readonly appointmentId: string | undefined;
};

/** Google gives times in seconds, and the clocks of its machines differ. */
const doubtMs = 5_000;

/**
 * Whether our event may stay beside the other events of its calendar. Google does not lock: two workers that wrote at
 * the same moment see each other's event here, and the later event goes. In a tie ours goes, too, unless the other one
 * is sure to go: of two tied events of ours the one with the greater id goes at once, and the worker of the other one
 * looks again before it decides (`unclear`). `not-shown`: Google shows neither our event yet nor another one.
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
