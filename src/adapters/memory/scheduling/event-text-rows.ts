import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { EventDetail } from '../../../domain/clinic/rules/event-detail.ts';
import type { AppointmentId } from '../../../domain/scheduling/appointment.ts';

export type EventTextRow = {
  readonly clinicId: ClinicId;
  readonly appointmentId: AppointmentId;
  readonly calendarId: string;
  shows: EventDetail | undefined;
  dueAt: Date | undefined;
  leaseUntil: Date | undefined;
  leaseToken: number;
  attempts: number;
  failure: string | undefined;
};
