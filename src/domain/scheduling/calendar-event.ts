import { appointmentId, type Appointment, type AppointmentId } from './appointment.ts';
import type { TimeSlot } from './time-slot.ts';

/**
 * Google's idempotency key: letters a to v and digits. Another generation is another event, because the id of a
 * deleted one stays taken.
 */
export const eventIdOf = ({ id, generation }: Pick<Appointment, 'id' | 'generation'>): string =>
  `${id.replaceAll('-', '')}g${generation}`;

const idShape = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})g(\d{1,6})$/;

/** Which appointment an event is of; absent for an event of others. A mark in the event may be copied, its id may not. */
export function appointmentOf(
  eventId: string,
): { readonly id: AppointmentId; readonly generation: number } | undefined {
  const [, a, b, c, d, e, generation] = idShape.exec(eventId) ?? [];
  if (a === undefined) return undefined;
  return { id: appointmentId([a, b, c, d, e].join('-')), generation: Number(generation) };
}

export type OwnEvent = { readonly calendarId: string; readonly eventId: string; readonly slot: TimeSlot };

/** What is, or may be, in Google of an appointment. Written down before the call that makes it. */
export type WrittenEvent = OwnEvent & {
  /** It was seen there; otherwise only a call may have been made. */
  readonly isSeen: boolean;
};

export const ownEventOf = (
  appointment: Pick<Appointment, 'id' | 'generation' | 'calendarId' | 'slot'>,
): OwnEvent => ({
  calendarId: appointment.calendarId,
  eventId: eventIdOf(appointment),
  slot: appointment.slot,
});

/** What was found under our id. */
export type EventVerdict =
  | 'ours'
  /** Ours, but somebody has put it at another time. */
  | 'moved'
  /** Was there, and somebody deleted it. */
  | 'deleted'
  | 'foreign';

type FoundEvent = {
  readonly isCancelled: boolean;
  readonly slot: TimeSlot | undefined;
  readonly appointmentId: string | undefined;
};

export function judge(found: FoundEvent, { id, slot }: Pick<Appointment, 'id' | 'slot'>): EventVerdict {
  if (found.isCancelled) return 'deleted';
  if (found.appointmentId !== id) return 'foreign';
  const isInPlace =
    found.slot?.start.getTime() === slot.start.getTime() && found.slot.end.getTime() === slot.end.getTime();
  return isInPlace ? 'ours' : 'moved';
}
