import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { EventDetail } from '../../../domain/clinic/rules/event-detail.ts';
import type { AppointmentId } from '../../../domain/scheduling/appointment.ts';
import type { TimeSlot } from '../../../domain/scheduling/time-slot.ts';

type EventTextPlace = {
  readonly clinicId: ClinicId;
  readonly appointmentId: AppointmentId;
  /** Events of the visit may stand there, under the id of any of its generations. */
  readonly calendarId: string;
};

/** The text of a visit's events in one calendar, held under a lease because it may have to change. */
export type ClaimedEventText = EventTextPlace & {
  /** The most that any of them may show; absent for what was written before that was kept. */
  readonly shows?: EventDetail;
  readonly attempts: number;
  readonly leaseToken: number;
};

export type EventTextOutcome =
  | { readonly to: 'shows'; readonly shows: EventDetail }
  /** No event of the visit is there. */
  | { readonly to: 'gone' }
  | { readonly to: 'again'; readonly at: Date; readonly failure: string }
  /** Not tried again before the clinic connects again. */
  | { readonly to: 'given-up'; readonly failure: string };

/** An event whose text is not as it should be yet. */
export type EventTextInWork = EventTextPlace & {
  readonly slot: TimeSlot;
  readonly shows?: EventDetail;
  /** Of somebody who was erased. */
  readonly isErased: boolean;
  readonly attempts: number;
  readonly failure?: string;
  /** Absent: it was given up. */
  readonly dueAt?: Date;
};

/**
 * What the events of visits say in Google, and what has to be changed there. Due when a clinic's document changes, when
 * a person is erased, and a minute after a text with a person was written. Contract:
 * tests/contract/contracts/scheduling/event-texts.contract.ts
 */
export interface EventTexts {
  /** In fair turn over the clinics; not those that the worker of the calendars is still to take away. */
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedEventText[]>;
  /** Before the call that may show it. What was known to be shown stays counted; whoever holds a lease has lost it. */
  aboutToShow(place: EventTextPlace, shows: EventDetail): Promise<void>;
  /** The same for who holds it, whose lease goes on. `false`, and no change, when the lease is somebody else's. */
  raise(claimed: ClaimedEventText, shows: EventDetail): Promise<boolean>;
  /** `false`, and no change, when the lease is somebody else's. */
  settle(claimed: ClaimedEventText, outcome: EventTextOutcome): Promise<boolean>;
  /** The calendar holds no event of the visit any more. */
  forget(place: EventTextPlace): Promise<void>;
  /** What the visit's events show, in all calendars. */
  shown(clinicId: ClinicId, appointmentId: AppointmentId): Promise<readonly EventDetail[]>;
  /** Calendars in which events of the visit may stand, also when the clinic has disconnected from them since. */
  calendarsOf(clinicId: ClinicId, appointmentId: AppointmentId): Promise<readonly string[]>;
  /** Due, failed before, or given up; those of erased people first, then by the time of the visit. */
  inWork(clinicId: ClinicId, limit: number): Promise<readonly EventTextInWork[]>;
  /** Whatever of the clinic waits for another try, or was given up, is due now. */
  wakeWaiting(clinicId: ClinicId): Promise<void>;
  msUntilDue(): Promise<number | undefined>;
}
