import type { Appointment } from '../scheduling/appointment.ts';

/** Why the appointments of somebody who was erased end. */
export const erasedReason = 'patient-erased';

/** Cancelled for good, and not over at `at`: an event of it may stand in a calendar. */
export const endsByErasure = ({ state, slot }: Pick<Appointment, 'state' | 'slot'>, at: Date): boolean =>
  (state === 'held' || state === 'confirmed') && slot.end > at;

/** The time stays taken, or free, as it is; whose it was is gone, and what people wrote about it. */
export function withoutPerson(appointment: Appointment): Appointment {
  const { contactId: _contact, conversationId: _conversation, reason, ...rest } = appointment;
  return { ...rest, ...(reason !== undefined && { reason: reason.split(':', 1)[0] ?? '' }) };
}
