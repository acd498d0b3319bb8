import type { Appointment, AppointmentId } from '../../../domain/scheduling/appointment.ts';
import type { AppointmentChange } from '../../../domain/scheduling/appointment-changes.ts';
import type { BookingWish } from '../booking-request.ts';
import type { Reply, Situation } from '../reply.ts';
import type { AgendaQuestion, AgendaTrouble } from '../../../application/assistant/agenda-questions.ts';
import type { Agenda } from './agenda.ts';

/** A situation in which the agenda can be asked. */
export type AgendaSituation = Situation & { readonly agenda: Agenda };

export type AgendaReply = {
  /** Absent where the words come from the calendar's answer: see `tellOfAppointment`. */
  readonly reply?: Reply;
  /** What is remembered of the booking; absent when it is over. */
  readonly wish?: BookingWish;
  readonly changes?: readonly AppointmentChange[];
};

/** What a turn comes to, as far as the agenda is concerned. */
export type AgendaStep =
  { readonly asks: readonly AgendaQuestion[] } | { readonly trouble: AgendaTrouble } | AgendaReply;

export const isSaid = (step: AgendaStep): step is AgendaReply => !('asks' in step) && !('trouble' in step);

/** What the patient has, and what became of those named; with the last hold, which is let go by a new one. */
export const ownQuestion = (
  { dialogue }: AgendaSituation,
  ...ids: readonly (AppointmentId | undefined)[]
): AgendaQuestion => ({
  kind: 'appointments',
  named: [dialogue.holdId, ...ids].filter((id) => id !== undefined),
});

/** Held, and waiting for the patient's yes. */
export const awaitsYes = (
  { state, requestedAt, holdExpiresAt }: Pick<Appointment, 'state' | 'requestedAt' | 'holdExpiresAt'>,
  now: Date,
): boolean =>
  state === 'held' && requestedAt === undefined && holdExpiresAt !== undefined && holdExpiresAt > now;

/** The patient has said yes, the calendar not yet. */
export const awaitsCalendar = ({ state, requestedAt }: Pick<Appointment, 'state' | 'requestedAt'>): boolean =>
  state === 'held' && requestedAt !== undefined;

/** To come, and wanted. */
export const stands = (appointment: Appointment, now: Date): boolean =>
  (appointment.state === 'confirmed' || awaitsCalendar(appointment)) && appointment.slot.start > now;

export const release = (appointmentId: AppointmentId, at: Date): AppointmentChange => ({
  change: 'cancel',
  appointmentId,
  reason: 'released',
  at,
});
