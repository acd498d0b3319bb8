import type { WrittenEvent } from '../../../domain/scheduling/calendar-event.ts';
import type { Appointment, AppointmentId } from '../../../domain/scheduling/appointment.ts';

export type AppointmentRow = {
  appointment: Appointment;
  written: WrittenEvent | undefined;
  nextSyncAt: Date | undefined;
  leaseUntil: Date | undefined;
  leaseToken: number;
  attempts: number;
  notifiedOfDelay: boolean;
};

type KeyRow = { readonly fingerprint: string; readonly appointmentId: AppointmentId };

export type AppointmentRows = {
  readonly appointments: Map<AppointmentId, AppointmentRow>;
  /** By clinic and key. */
  readonly keys: Map<string, KeyRow>;
};

export const noAppointmentRows = (): AppointmentRows => ({ appointments: new Map(), keys: new Map() });
