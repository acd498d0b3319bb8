import type { Appointment } from '../appointment.ts';
import type { WrittenEvent } from '../calendar-event.ts';
import type { SyncPolicy } from '../sync-policy.ts';

/** What an attempt knows of its appointment from the start. */
export type SyncTask = {
  readonly appointment: Appointment;
  readonly written?: WrittenEvent | undefined;
  /** Earlier attempts that ended without a result. */
  readonly attempts: number;
  /** The patient knows that it takes longer. */
  readonly notifiedOfDelay: boolean;
  /** Calendars that keep the visit away, beside the one it is written to. */
  readonly otherCalendars: readonly string[];
  /** Google limits writes to the appointment's calendar until then; may be over. */
  readonly writesResumeAt?: Date | undefined;
  readonly policy: SyncPolicy;
};

/** When something was seen, and a number in [0, 1) that spreads the waits that follow. */
export type Moment = { readonly now: Date; readonly random: number };

/** How an attempt ended. */
export type SyncResult =
  /** The event is in the calendar. What it replaces is cancelled. */
  | { readonly to: 'confirmed' }
  | {
      readonly to: 'failed';
      readonly reason: string;
      /** A human goes on with the conversation until then. */
      readonly humanUntil?: Date;
    }
  /** Another attempt at `at`. `tried`: this one counts. */
  | { readonly to: 'again'; readonly at: Date; readonly tried: boolean }
  /** Somebody deleted the event of this generation: the next one, at once. */
  | { readonly to: 'next-generation' }
  /** Nothing of it is in the calendar (any more). */
  | { readonly to: 'removed' }
  /** Nothing to do until it is changed. */
  | { readonly to: 'rest' };

/** What the patient is told of a result. */
type NotifiedOf = 'confirmed' | 'moved' | 'slot-taken' | 'calendar-failure' | 'waiting' | 'waiting-for-hours';

/** What an attempt learned beyond its own appointment. */
export type SyncFinding =
  /** Google's limit of writes to the calendar. */
  | { readonly found: 'writes-limited'; readonly until: Date }
  | { readonly found: 'writes-possible' }
  | { readonly found: 'calendar-lost'; readonly reachability: 'not-writable' | 'unreachable' }
  /** The clinic has to connect again. */
  | { readonly found: 'access-missing'; readonly reason: string }
  /** Google refuses the installation itself. */
  | { readonly found: 'installation-refused'; readonly reason: string }
  | { readonly found: 'access-works' }
  /** Somebody of the clinic has to talk to the patient. */
  | { readonly found: 'people-needed'; readonly reason: string }
  /** The visit is long over, and its event stays in a calendar that cannot be reached. */
  | { readonly found: 'event-left-behind' };

export type SyncEnd = {
  readonly result: SyncResult;
  readonly notify?: NotifiedOf;
  readonly findings?: readonly SyncFinding[] | undefined;
};
