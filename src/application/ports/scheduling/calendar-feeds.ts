import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { AppointmentId } from '../../../domain/scheduling/appointment.ts';

/** A calendar whose changes are read, under a lease. */
export type ClaimedFeed = {
  readonly clinicId: ClinicId;
  readonly calendarId: string;
  /** Absent before the first reading, and when everything has to be read again. */
  readonly syncToken?: string;
  readonly leaseToken: number;
  /** Readings that failed since the last one that did not. */
  readonly failures: number;
  readonly dueSince: Date;
  /** Until then Google says when something changes; the feed is read now and then all the same. */
  readonly pushedUntil?: Date;
  /** It has no channel, or its channel ends soon. */
  readonly isChannelDue: boolean;
};

/** How many feeds there are, of all clinics. */
type FeedCounts = {
  /** Of which Google says when they change. */
  readonly pushed: number;
  readonly polled: number;
};

/** What one reading came to, and when it is read next by the store's clock: ours may be wrong by an hour. */
export type FeedSettlement =
  | {
      readonly to: 'read';
      readonly syncToken: string;
      /** Their events may differ from the book: each becomes due and is looked at. */
      readonly changed: readonly AppointmentId[];
      /** Too many events went at once: the clinic is asked about each. */
      readonly areDeletionsHeld: boolean;
      readonly nextMs: number;
    }
  | { readonly to: 'again'; readonly nextMs: number };

/**
 * What has to be read of each active calendar, so that changes made in Google come back. A feed begins when its calendar
 * is associated, and ends with the association. Contract: tests/contract/contracts/scheduling/calendar-feeds.contract.ts
 */
export interface CalendarFeeds {
  /** The longest due first. */
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedFeed[]>;
  /** In one transaction; `false`, and no change, when the lease is somebody else's or the feed has ended. */
  settle(feed: ClaimedFeed, settlement: FeedSettlement): Promise<boolean>;
  /** Due now, without a calendar all of the clinic's. One that is being read is read once more. */
  readSoon(clinicId: ClinicId, calendarId?: string): Promise<void>;
  /**
   * Google says that the calendar has changed: due within `ms`, so that changes that follow each other are read together.
   * Costs nothing when it is due anyhow.
   */
  readWithin(clinicId: ClinicId, calendarId: string, ms: number): Promise<void>;
  count(): Promise<FeedCounts>;
  /** Milliseconds until the next one that is not due yet becomes due; `undefined` when there is none. */
  msUntilDue(): Promise<number | undefined>;
}
