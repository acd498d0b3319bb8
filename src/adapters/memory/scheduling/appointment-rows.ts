import type { MessageId } from '../../../domain/messaging/message.ts';
import type { DecidedReminder } from '../../../domain/reminders/decide-reminder.ts';
import type { WrittenEvent } from '../../../domain/scheduling/calendar-event.ts';
import type { PendingNews } from '../../../domain/scheduling/calendar-sync/news.ts';
import type { Appointment, AppointmentId } from '../../../domain/scheduling/appointment.ts';

export type AppointmentRow = {
  appointment: Appointment;
  written: WrittenEvent | undefined;
  nextSyncAt: Date | undefined;
  leaseUntil: Date | undefined;
  leaseToken: number;
  attempts: number;
  notifiedOfDelay: boolean;
  eventChanges: number;
  eventLooked: number;
  areDeletionsHeld: boolean;
  news: PendingNews | undefined;
  /** Of a confirmed visit: when its reminders are looked at, for this time of it and these rules. */
  remind?: {
    at: Date | undefined;
    readonly start: number;
    readonly rules: readonly unknown[] | undefined;
    leaseUntil: Date | undefined;
    readonly movedAt: Date | undefined;
  };
  remindToken?: number;
};

export type ReminderRow = DecidedReminder & {
  readonly appointmentId: AppointmentId;
  /** The time of the visit that it reminds of. */
  readonly start: number;
  readonly messageId?: MessageId;
};

type KeyRow = { readonly fingerprint: string; readonly appointmentId: AppointmentId };

export type AppointmentRows = {
  readonly appointments: Map<AppointmentId, AppointmentRow>;
  /** By clinic and key. */
  readonly keys: Map<string, KeyRow>;
  readonly reminders: ReminderRow[];
};

export const noAppointmentRows = (): AppointmentRows => ({
  appointments: new Map(),
  keys: new Map(),
  reminders: [],
});
