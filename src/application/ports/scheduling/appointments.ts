import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';
import type {
  AppointmentChange,
  OnceOnly,
  PatientNotice,
} from '../../../domain/scheduling/appointment-changes.ts';
import type { Appointment, AppointmentId } from '../../../domain/scheduling/appointment.ts';
import type { TimeSlot } from '../../../domain/scheduling/time-slot.ts';

/** What is, or may be, in Google of an appointment. Written down before the call that makes it. */
export type WrittenEvent = {
  readonly calendarId: string;
  readonly eventId: string;
  readonly slot: TimeSlot;
  /** It was seen there; otherwise only a call may have been made. */
  readonly isSeen: boolean;
};

/** An appointment whose calendar may be out of step, held under a lease. */
export type ClaimedSync = {
  readonly appointment: Appointment;
  readonly written?: WrittenEvent;
  readonly leaseToken: number;
  /** Tries that ended without a result. */
  readonly attempts: number;
  /** The patient was told that it takes longer. */
  readonly notifiedOfDelay: boolean;
  readonly dueSince: Date;
};

/** How a step ended. */
export type SyncSettlement =
  /** The event is in the calendar. What it replaces is cancelled. */
  | { readonly to: 'confirmed'; readonly notice?: PatientNotice }
  | {
      readonly to: 'failed';
      readonly reason: string;
      readonly notice?: PatientNotice;
      /** A human goes on with the conversation until then. */
      readonly humanUntil?: Date;
    }
  /** To be looked at again at `at`. `tried` counts as an attempt. The notice says that it takes longer. */
  | { readonly to: 'again'; readonly at: Date; readonly tried: boolean; readonly notice?: PatientNotice }
  /** An event of this generation was deleted by somebody: the next one, at once. */
  | { readonly to: 'next-generation' }
  /** Nothing of it is in the calendar (any more). */
  | { readonly to: 'removed' }
  /** Nothing to do until it is changed. */
  | { readonly to: 'rest' };

/**
 * `changed`: the patient or the front end changed it meanwhile; only the lease was given back.
 * `lost`: the lease is somebody else's.
 */
export type SyncOutcome = 'settled' | 'changed' | 'lost';

export type AppointmentPage = {
  readonly appointments: readonly Appointment[];
  /** Where the next page begins; absent on the last one. */
  readonly next?: string;
};

/** The clinic's appointment book. Contract: tests/contract/appointment-changes.contract.ts, appointment-sync.contract.ts */
export interface Appointments {
  /**
   * Makes the changes in one transaction, in order; what each left behind. Due work wakes the worker.
   * @throws SlotTaken when a live appointment of another series takes part of the time in this calendar,
   * AppointmentNotFound, AppointmentClosed, IdempotencyKeyReused, PatientNotFound; then nothing is changed.
   */
  apply(clinicId: ClinicId, changes: readonly AppointmentChange[]): Promise<readonly Appointment[]>;
  get(clinicId: ClinicId, id: AppointmentId): Promise<Appointment | undefined>;
  /** What was made under this key. @throws IdempotencyKeyReused */
  madeOnce(clinicId: ClinicId, once: OnceOnly): Promise<Appointment | undefined>;
  /** Held and requested, or confirmed, and not over at `now`; oldest first. Also of people merged into the contact. */
  ofContact(clinicId: ClinicId, contactId: ContactId, now: Date): Promise<readonly Appointment[]>;
  /** Those whose time, with buffers, overlaps the window and that are live; oldest first. */
  liveDuring(clinicId: ClinicId, window: TimeSlot): Promise<readonly Appointment[]>;
  /** All whose visit overlaps the window, in any state, by start and id. @throws InvalidCursor */
  list(clinicId: ClinicId, window: TimeSlot, limit: number, cursor?: string): Promise<AppointmentPage>;

  /**
   * Claims up to `limit` whose time has come, rotating over clinics, at most one per calendar at a time.
   */
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedSync[]>;
  /** Written down before an event is inserted. `false`, and no change, when the lease is lost or it was changed. */
  aboutToWrite(sync: ClaimedSync, event: Omit<WrittenEvent, 'isSeen'>): Promise<boolean>;
  /** Appointments that are not live any more while their event may still be in this calendar, overlapping the window. */
  leavingCalendar(clinicId: ClinicId, calendarId: string, window: TimeSlot): Promise<number>;
  /**
   * Records how the step ended, in one transaction: the new state, the patient's notice (once), and the end of what
   * is replaced.
   */
  settle(sync: ClaimedSync, settlement: SyncSettlement): Promise<SyncOutcome>;
  /** Milliseconds until the next one that is not due yet becomes due; `undefined` when there is none. */
  msUntilDue(): Promise<number | undefined>;
}
