import type { ClinicId } from '../../../domain/clinic/clinic.ts';

/** What can be due: an answer, a message, a visit's calendar, its reminders, a patient's file, a look at a calendar. */
export const dueKinds = ['turn', 'send', 'appointment', 'reminder', 'file', 'calendar'] as const;

export type ClinicBacklog = {
  readonly clinicId: ClinicId;
  /** Turns whose time has come. */
  readonly turnsDue: number;
  /** Turns that still wait for the patient to finish writing. */
  readonly turnsWaiting: number;
  readonly sendsDue: number;
  readonly sendsWaiting: number;
  readonly unknownSends: number;
  /** Appointments that may be out of step with their calendar. */
  readonly appointmentsDue: number;
  /** 0 when nothing is due; of the last three kinds, when nothing is due that nobody has in hand. */
  readonly oldestDueMs: Readonly<Record<(typeof dueKinds)[number], number>>;
};

type BacklogReading = {
  /** Clinics that have any. */
  readonly clinics: readonly ClinicBacklog[];
  /** Webhook items that nobody has dealt with; without a clinic when their number is unknown. */
  readonly parkedItems: readonly {
    readonly clinicId?: ClinicId;
    readonly reason: string;
    readonly count: number;
  }[];
  readonly openAlerts: ReadonlyMap<string, number>;
};

/** How much work waits, for operators. */
export interface Backlog {
  read(): Promise<BacklogReading>;
}
