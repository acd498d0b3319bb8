import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';
import type {
  AppointmentChange,
  OnceOnly,
  PatientNotice,
} from '../../../domain/scheduling/appointment-changes.ts';
import type { Appointment, AppointmentId } from '../../../domain/scheduling/appointment.ts';
import type { OwnEvent, WrittenEvent } from '../../../domain/scheduling/calendar-event.ts';
import type { PendingNews } from '../../../domain/scheduling/calendar-sync/news.ts';
import type { NewPlace } from '../../../domain/scheduling/change-appointment.ts';
import type { SyncResult } from '../../../domain/scheduling/calendar-sync/task.ts';
import type { TimeSlot } from '../../../domain/scheduling/time-slot.ts';

/** An appointment whose calendar may be out of step, held under a lease. */
export type ClaimedSync = {
  readonly appointment: Appointment;
  readonly written?: WrittenEvent;
  readonly leaseToken: number;
  /** Attempts that ended without a result. */
  readonly attempts: number;
  /** The patient knows that it takes longer. */
  readonly notifiedOfDelay: boolean;
  readonly dueSince: Date;
  /** How often its event was seen to change; looked at up to here once the attempt has looked. */
  readonly eventChanges: number;
  readonly hasEventChanged: boolean;
  readonly areDeletionsHeld: boolean;
  readonly news?: PendingNews;
};

/** How an attempt ended, with the message to the patient that is stored together with it. */
export type SyncSettlement = SyncResult & {
  readonly notice?: PatientNotice;
  /** The event was looked at: its changes up to the claim are dealt with. */
  readonly hasLooked?: boolean | undefined;
};

/** Where the event of an appointment is now, and when the patient is told if they know otherwise. */
type Following = NewPlace & { readonly tellAt: Date };

/**
 * `taken`: another visit has the time. `moving`: there is an open request to move it elsewhere. `changed`: it is in
 * other hands, or was changed meanwhile.
 */
export type FollowOutcome = 'followed' | 'taken' | 'moving' | 'changed';

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

/** The clinic's appointment book. Contract: tests/contract/contracts/scheduling/appointment-changes.contract.ts, appointment-moves.contract.ts, appointment-lists.contract.ts, taken-times.contract.ts, appointment-sync.contract.ts */
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
  /**
   * Confirmed, requested, or held and not run out, and not over at `now`; oldest first. Also of people merged into the
   * contact.
   */
  ofContact(clinicId: ClinicId, contactId: ContactId, now: Date): Promise<readonly Appointment[]>;
  /** Those whose time, with buffers, overlaps the window and that are live; oldest first. */
  liveDuring(clinicId: ClinicId, window: TimeSlot): Promise<readonly Appointment[]>;
  /**
   * All whose visit overlaps the window, in any state, by start and id; of one person, also of people merged into them, when
   * one is given. @throws InvalidCursor
   */
  list(
    clinicId: ClinicId,
    window: TimeSlot,
    limit: number,
    cursor?: string,
    contactId?: ContactId,
  ): Promise<AppointmentPage>;

  /**
   * Claims up to `limit` whose time has come, rotating over clinics, at most one per calendar at a time.
   */
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedSync[]>;
  /** Written down before an event is inserted. `false`, and no change, when the lease is lost or it was changed. */
  aboutToWrite(sync: ClaimedSync, event: OwnEvent): Promise<boolean>;
  /** Appointments that are not live any more while their event may still be in this calendar, overlapping the window. */
  leavingCalendar(clinicId: ClinicId, calendarId: string, window: TimeSlot): Promise<number>;
  /**
   * The appointment, ended or not, is where its event is; ends the attempt, its event looked at. Nothing is changed by
   * any other outcome.
   */
  follow(sync: ClaimedSync, to: Following): Promise<FollowOutcome>;
  /** Those of the clinic among them, in any order. */
  byIds(clinicId: ClinicId, ids: readonly AppointmentId[]): Promise<readonly Appointment[]>;
  /** Confirmed ones of this calendar whose visits begin after `from`. */
  confirmedIn(clinicId: ClinicId, calendarId: string, from: Date): Promise<readonly Appointment[]>;
  /** Whatever of the clinic waits for another try is due now. */
  wakeWaiting(clinicId: ClinicId): Promise<void>;
  /**
   * Records how the attempt ended, in one transaction: the new state, the patient's notice (once), and the end of what
   * is replaced.
   */
  settle(sync: ClaimedSync, settlement: SyncSettlement): Promise<SyncOutcome>;
  /** Milliseconds until the next one that is not due yet becomes due; `undefined` when there is none. */
  msUntilDue(): Promise<number | undefined>;
}
