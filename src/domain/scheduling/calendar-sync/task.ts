import type { Appointment } from '../appointment.ts';
import type { WrittenEvent } from '../calendar-event.ts';
import type { SyncPolicy } from '../sync-policy.ts';
import type { PendingNews } from './news.ts';

/** What an attempt knows of its appointment from the start. */
export type SyncTask = {
  readonly appointment: Appointment;
  readonly written?: WrittenEvent | undefined;
  /** Earlier attempts that ended without a result. */
  readonly attempts: number;
  /** The patient knows that it takes longer. */
  readonly notifiedOfDelay: boolean;
  /** The calendar may show another state of the event than the book. */
  readonly hasEventChanged?: boolean | undefined;
  /** So many events were deleted at once that the clinic is asked, whatever it has chosen. */
  readonly areDeletionsHeld?: boolean | undefined;
  /** The clinic wants to be asked before a visit is cancelled because its event was deleted. */
  readonly asksAboutDeletions?: boolean | undefined;
  /** `false` for a clinic that was switched off: nothing can be said in its name. */
  readonly isClinicKnown?: boolean | undefined;
  /** What the patient knows, when the calendar has changed it since. */
  readonly news?: PendingNews | undefined;
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
  /** Another attempt at `at`. `tried`: this one counts. `tellAt`: what the patient has to be told waits until then. */
  | { readonly to: 'again'; readonly at: Date; readonly tried: boolean; readonly tellAt?: Date }
  /** Somebody deleted the event of this generation: the next one, at once. */
  | { readonly to: 'next-generation' }
  /** Nothing of it is in the calendar (any more). */
  | { readonly to: 'removed' }
  /** It is in the book where it is in the calendar: stored already, with the end of the attempt. */
  | { readonly to: 'followed' }
  /** Its event was deleted, or declined and has to be removed yet: so it is cancelled, and the patient told at `tellAt`. */
  | { readonly to: 'cancelled'; readonly isEventLeft: boolean; readonly tellAt: Date }
  /** Its event was deleted: the clinic has to say what becomes of it. */
  | { readonly to: 'asked' }
  /** The patient knows of the calendar's changes now, or need not. */
  | { readonly to: 'told' }
  /** Nothing to do until it is changed. */
  | { readonly to: 'rest' };

/** What the patient is told of a result. */
export type NotifiedOf =
  | 'confirmed'
  | 'moved'
  | 'moved-by-clinic'
  | 'cancelled'
  | 'slot-taken'
  | 'calendar-failure'
  | 'waiting'
  | 'waiting-for-hours';

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
  /** What somebody did in Google could not become so: the book stays, and the event is put back. */
  | { readonly found: 'calendar-conflict'; readonly reason: ConflictReason }
  /** Somebody moved the visit in Google to a time at which nobody works: it was moved. */
  | { readonly found: 'outside-hours' }
  /** Somebody deleted the event in Google; the clinic has to say whether the visit is cancelled. */
  | { readonly found: 'deletion-asked' }
  /** The event is there again. */
  | { readonly found: 'deletion-undone' }
  /** The visit is long over, and its event stays in a calendar that cannot be reached. */
  | { readonly found: 'event-left-behind' };

export type SyncEnd = {
  readonly result: SyncResult;
  readonly notify?: NotifiedOf;
  readonly findings?: readonly SyncFinding[] | undefined;
  /** The event was looked at: its changes so far are known. */
  readonly hasLooked?: boolean | undefined;
};

/** Why a change in Google could not become one of the book. */
export type ConflictReason =
  /** Another visit has the time. */
  | 'taken'
  | 'into-the-past'
  /** Into a calendar to which nothing may be written, or which is not the clinic's any more. */
  | 'no-place'
  /** All day, or without a length. */
  | 'no-visit'
  /** The patient or the clinic was moving the visit elsewhere at the same time. */
  | 'both-changed'
  /** The visit was over in the book, and somebody put its event back. */
  | 'restored';
