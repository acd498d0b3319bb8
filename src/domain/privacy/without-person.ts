import type { Appointment } from '../scheduling/appointment.ts';

/** Why the appointments of somebody who was erased end. */
export const erasedReason = 'patient-erased';

/** Cancelled for good, and not over at `at`: an event of it may stand in a calendar. */
export const endsByErasure = ({ state, slot }: Pick<Appointment, 'state' | 'slot'>, at: Date): boolean =>
  (state === 'held' || state === 'confirmed') && slot.end > at;

/** The time stays taken, or free, as it is; whose it was is gone, and what people wrote about it. */
export function withoutPerson(appointment: Appointment): Appointment {
  const { reason } = appointment;
  const after: { -readonly [Key in keyof Appointment]: Appointment[Key] } = { ...appointment };
  delete after.contactId;
  delete after.conversationId;
  if (reason !== undefined) after.reason = reason.split(':', 1)[0] ?? '';
  return after;
}
