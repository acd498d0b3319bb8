import { DomainError } from '../error.ts';
import type { Appointment, AppointmentId } from './appointment.ts';

export class ServiceNotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'scheduling.service-not-found';
  constructor(serviceId: string) {
    super(`The clinic offers no service "${serviceId}"`, { details: { serviceId } });
  }
}

/** There is no such practitioner, or not for this service. */
export class PractitionerNotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'scheduling.professional-not-found';
  constructor(practitionerId: string) {
    super(`No professional "${practitionerId}" offers this service`, {
      details: { professionalId: practitionerId },
    });
  }
}

export class PatientNotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'scheduling.patient-not-found';
  constructor(cause?: unknown) {
    super('There is no such contact or conversation in this clinic', { cause });
  }
}

/** Outside opening hours, notice or horizon, or nobody has a calendar for it. */
export class SlotNotOffered extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'scheduling.slot-not-offered';
  constructor(start: Date, why: string) {
    super(`The time starting ${start.toISOString()} cannot be booked: ${why}`, {
      hint: 'List the free times and choose one of them.',
      details: { start },
    });
  }
}

/** Its state does not allow what was asked. */
export class AppointmentClosed extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'scheduling.appointment-closed';
  constructor({ id, state, reason }: Pick<Appointment, 'id' | 'state' | 'reason'>) {
    super(`The appointment ${id} is ${state}`, { details: { state, reason } });
  }
}

export class IdempotencyKeyReused extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'scheduling.idempotency-key-reused';
  constructor(key: string, first: AppointmentId) {
    super('This idempotency key was used for another request', {
      hint: 'Use a new key for every new wish.',
      details: { key, appointmentId: first },
    });
  }
}

/** Calendars that decide about it could not be read now: unknown is never free. */
export class CalendarsUnavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'scheduling.calendars-unavailable';
  constructor(calendarIds: readonly string[]) {
    super('The calendars that decide about this time could not be read', {
      hint: 'Try again in a moment.',
      details: { calendarIds },
    });
  }
}

export class BookingsOverloaded extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'scheduling.overloaded';
  constructor(waiting: number) {
    super('Too many bookings wait already', {
      hint: 'Try again in a few seconds, with the same Idempotency-Key.',
      details: { waiting },
    });
  }
}
