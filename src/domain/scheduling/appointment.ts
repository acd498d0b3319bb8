import type { ClinicId } from '../clinic/clinic.ts';
import { DomainError, errorEntry } from '../error.ts';
import type { ContactId } from '../messaging/people/contact-identity.ts';
import type { ConversationId } from '../messaging/message.ts';
import { overlaps, type TimeSlot } from './time-slot.ts';

export type AppointmentId = string & { readonly brand: 'AppointmentId' };
export const appointmentId = (value: string) => value as AppointmentId;

/**
 * `held`: keeps the time; until it is requested it runs out by itself, afterwards it waits for the calendar.
 * `confirmed`: is in the calendar. `cancelled`: was wanted no more. `failed`: could not be had.
 */
type AppointmentState = 'held' | 'confirmed' | 'cancelled' | 'failed';

export type Appointment = {
  readonly id: AppointmentId;
  readonly clinicId: ClinicId;
  /** Shared by an appointment and what it was moved to: they may overlap each other. */
  readonly seriesId: string;
  readonly state: AppointmentState;
  /** The patient's or front end's word that it is wanted; absent while it is only held. */
  readonly requestedAt?: Date;
  /** When a hold that nobody requested runs out. */
  readonly holdExpiresAt?: Date;
  readonly serviceId: string;
  /** As it was called when it was booked. */
  readonly serviceName: string;
  readonly professionalId?: string;
  /** The room or device that it takes. */
  readonly roomId?: string;
  /** The calendar it is written to, and whose time it takes. */
  readonly calendarId: string;
  /** The visit itself, without buffers. */
  readonly slot: TimeSlot;
  readonly bufferMinutes: { readonly before: number; readonly after: number };
  readonly contactId?: ContactId;
  /** Where the patient is notified about it. */
  readonly conversationId?: ConversationId;
  /** The clinic itself tells the patient that it was booked or moved; what goes wrong they still hear from us. */
  readonly isToldByClinic?: true;
  /** Part of the event's id; raised when an event of this id was deleted by somebody else. */
  readonly generation: number;
  /** The appointment that ends when this one is confirmed. */
  readonly replaces?: AppointmentId;
  /** What the clinic has yet to say: somebody deleted its event in Google, and it may be cancelled or kept. */
  readonly askedAbout?: 'deletion';
  /** When the patient last said that they will come. */
  readonly attendanceConfirmedAt?: Date;
  /** When the patient cancelled it, or agreed to another time instead of it; only of one that was confirmed. */
  readonly givenBackAt?: Date;
  /** Why it was cancelled or failed, e.g. `hold-expired`, `calendar-busy`. */
  readonly reason?: string;
  /** Raised by every change; what is seen in the calendar is written back only under the version it was read with. */
  readonly version: number;
  readonly createdAt: Date;
};

/** What the appointment keeps others from: the visit with its buffers. */
export const occupied = ({ slot, bufferMinutes }: Pick<Appointment, 'slot' | 'bufferMinutes'>): TimeSlot => ({
  start: new Date(slot.start.getTime() - bufferMinutes.before * 60_000),
  end: new Date(slot.end.getTime() + bufferMinutes.after * 60_000),
});

/** Keeps its time from others. */
export const isLive = ({ state }: Pick<Appointment, 'state'>): boolean =>
  state === 'held' || state === 'confirmed';

/** It is over for everybody, and `written`, its event, has yet to leave the calendar. */
export const leavesCalendar = ({ state }: Pick<Appointment, 'state'>, written: unknown): boolean =>
  !isLive({ state }) && written !== undefined;

/** Takes time of the same calendar, professional or room. */
const shareSomething = (a: Appointment, b: Appointment): boolean =>
  a.calendarId === b.calendarId ||
  (a.professionalId !== undefined && a.professionalId === b.professionalId) ||
  (a.roomId !== undefined && a.roomId === b.roomId);

/**
 * Whether another appointment keeps this one from its time. Postgres promises the same by three exclusion constraints, for
 * professionals among the appointments that were made since it knows that one.
 */
export const keepsAway = (other: Appointment, appointment: Appointment): boolean =>
  isLive(other) &&
  other.clinicId === appointment.clinicId &&
  shareSomething(other, appointment) &&
  other.seriesId !== appointment.seriesId &&
  overlaps(occupied(other), occupied(appointment));

export class SlotTaken extends DomainError {
  static readonly entry = errorEntry('scheduling.slot-taken', 'conflict', {
    message: { en: 'The time is no longer free', pt: 'Este horário não está mais livre' },
    hint: {
      en: 'List the free times again and choose another one.',
      pt: 'Liste os horários livres de novo e escolha outro.',
    },
  });
  constructor(slot: TimeSlot, cause?: unknown) {
    super(SlotTaken.entry, {
      message: `The time starting ${slot.start.toISOString()} is no longer free`,
      details: slot,
      cause,
    });
  }
}

export class AppointmentNotFound extends DomainError {
  static readonly entry = errorEntry('scheduling.appointment-not-found', 'not-found', {
    message: { en: 'There is no such appointment', pt: 'Este agendamento não existe' },
  });
  constructor(id: AppointmentId) {
    super(AppointmentNotFound.entry, { message: `There is no appointment ${id}` });
  }
}
