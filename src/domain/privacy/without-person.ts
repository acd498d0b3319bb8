import type { UnhandledItem } from '../messaging/webhook-item.ts';
import type { Appointment } from '../scheduling/appointment.ts';

/** Why the appointments of somebody who was erased end. */
export const erasedReason = 'patient-erased';

/** Cancelled for good, and not over at `at`: an event of it may stand in a calendar. */
export const endsByErasure = ({ state, slot }: Pick<Appointment, 'state' | 'slot'>, at: Date): boolean =>
  (state === 'held' || state === 'confirmed') && slot.end > at;

/** In an alert about the person, which is counted still. */
export const erasedAlert = { subject: 'erased', message: '' } as const;

/** In place of an item of a webhook that could not be placed, which is known still when it comes again. */
export const emptiedItem: UnhandledItem = {
  kind: 'unhandled',
  number: {},
  reason: 'erased',
  dedupeKey: '',
  raw: null,
};

/** What people wrote about it follows the code. */
export const reasonWithoutPerson = (reason: string): string => reason.split(':', 1)[0] ?? '';

/** The time stays taken, or free, as it is; whose it was is gone, and what people wrote about it. */
export function withoutPerson(appointment: Appointment): Appointment {
  const { reason } = appointment;
  const after: { -readonly [Key in keyof Appointment]: Appointment[Key] } = { ...appointment };
  delete after.contactId;
  delete after.conversationId;
  if (reason !== undefined) after.reason = reasonWithoutPerson(reason);
  return after;
}
