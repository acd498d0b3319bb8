import { AppointmentNotFound, SlotTaken } from '../../../domain/scheduling/appointment.ts';
import { AppointmentClosed } from '../../../domain/scheduling/scheduling-errors.ts';
import type { TimeSlot } from '../../../domain/scheduling/time-slot.ts';
import type { TurnCompletion } from '../../ports/messaging/turns.ts';

/** Answers that were overtaken in the appointment book before the request is passed to people. */
export const mostConflicts = 3;

/** What others did to the appointment book while a turn was being answered. */
export type BookConflict = { readonly taken: readonly TimeSlot[] };

/** By the error that the book answers with; `undefined` for every other one. */
export function conflictIn(error: unknown, completion: TurnCompletion): BookConflict | undefined {
  if (error instanceof AppointmentClosed || error instanceof AppointmentNotFound) return { taken: [] };
  if (!(error instanceof SlotTaken)) return undefined;
  const changes = completion.appointmentChanges ?? [];
  return { taken: changes.flatMap((each) => (each.change === 'hold' ? [each.appointment.slot] : [])) };
}
