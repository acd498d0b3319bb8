import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ContactId } from '../../domain/messaging/contact-identity.ts';
import type { ConversationId } from '../../domain/messaging/message.ts';
import type { Appointment } from '../../domain/scheduling/appointment.ts';

export type BookingRequest = {
  readonly clinicId: ClinicId;
  readonly serviceId: string;
  /** Whoever offers the service and is free, when absent. */
  readonly practitionerId?: string;
  readonly start: Date;
  /** `hold` keeps the time until it is requested or runs out by itself; `book` requests it at once. */
  readonly intent: 'hold' | 'book';
  readonly contactId?: ContactId;
  /** Where the patient is told that it was booked, or why not; nobody is told when absent. */
  readonly conversationId?: ConversationId;
  /** The same key with the same wish gives the same appointment again, whatever became of it. */
  readonly key?: string;
};

/**
 * Takes the time in our own book at once, after reading the calendars anew. A requested appointment is written to the
 * calendar by the worker, which then confirms it (or not) and tells the patient.
 * @throws SlotTaken when somebody was faster, SlotNotOffered when it is no time that could be booked,
 * IdempotencyKeyReused, PatientNotFound, and what FindAvailability throws.
 */
export type BookAppointment = (request: BookingRequest) => Promise<Appointment>;
