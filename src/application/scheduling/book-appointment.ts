import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ContactId } from '../../domain/messaging/people/contact-identity.ts';
import type { ConversationId } from '../../domain/messaging/message.ts';
import type { OnceOnly } from '../../domain/scheduling/appointment-changes.ts';
import { appointmentId, type Appointment } from '../../domain/scheduling/appointment.ts';
import type { BeyondLimits } from '../../domain/scheduling/visits/limits-in-the-way.ts';
import { takeTime, type TakeNeeds } from './take-time.ts';
import { given } from '../../domain/given.ts';

export type BookingRequest = {
  readonly clinicId: ClinicId;
  readonly serviceId: string;
  /** Whoever offers the service and is free, when absent. */
  readonly professionalId?: string;
  readonly start: Date;
  /** `hold` keeps the time until it is requested or runs out by itself; `book` requests it at once. */
  readonly intent: 'hold' | 'book';
  readonly contactId?: ContactId;
  /** Where the patient is told that it was booked, or why not; nobody is told when absent. */
  readonly conversationId?: ConversationId;
  /** The clinic itself tells the patient that it was booked. */
  readonly isToldByClinic?: true;
  /** Limits of patients that people of the clinic knowingly go beyond. */
  readonly beyondLimits?: BeyondLimits;
  /** The same key with the same request gives the same appointment again, whatever became of it. */
  readonly key?: string;
};

/**
 * Takes the time in our own book at once, after reading the calendars again. A requested appointment is written to the
 * calendar by the worker, which then confirms it (or not) and tells the patient.
 * @throws SlotTaken when somebody was faster, SlotNotOffered when it is no time that could be booked,
 * CalendarsUnavailable, IdempotencyKeyReused, PatientNotFound, and what FindAvailability throws.
 */
export type BookAppointment = (request: BookingRequest) => Promise<Appointment>;

export const makeBookAppointment =
  (needs: TakeNeeds): BookAppointment =>
  async (request) => {
    const { key, ...visit } = request;
    const once = key === undefined ? undefined : onceOnly('book', key, visit);
    const made = once && (await needs.appointments.madeOnce(request.clinicId, once));
    if (made !== undefined) return made;
    const { contactId, conversationId, isToldByClinic, beyondLimits = [] } = request;
    const id = appointmentId(needs.ids.next());
    return takeTime(needs, {
      ...visit,
      once,
      moving: undefined,
      beyondLimits,
      appointment: {
        id,
        seriesId: id,
        ...given({ contactId, conversationId, isToldByClinic }),
      },
    });
  };

/** What was asked for, in a form that is the same for the same request, also in stored keys of former versions. */
export const onceOnly = (what: string, key: string, request: object): OnceOnly => {
  const fields = Object.entries(request).map(
    ([name, value]) => [storedNames.get(name) ?? name, value] as const,
  );
  return { key, fingerprint: JSON.stringify([what, ...fields.sort(([a], [b]) => (a < b ? -1 : 1))]) };
};

/** Stored before the code said `professional`. */
const storedNames: ReadonlyMap<string, string> = new Map([['professionalId', 'practitionerId']]);
