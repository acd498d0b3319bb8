import type { ClinicId } from '../../../domain/clinic/clinic.ts';

export type ChannelToOpen = {
  /** Ours, a uuid. */
  readonly channelId: string;
  readonly clinicId: ClinicId;
  readonly calendarId: string;
  /** Of the secret that comes back with every message. */
  readonly tokenDigest: string;
  /** When it ends at the latest, whatever Google answers. */
  readonly expiresAt: Date;
  /** Before then no other one is opened, should this one fail. */
  readonly renewAt: Date;
};

/** One that nobody needs any more. */
export type LeftChannel = {
  readonly channelId: string;
  readonly clinicId: ClinicId;
  readonly calendarId: string;
  /** Absent when Google's answer never came: it cannot be stopped. */
  readonly resourceId?: string;
  readonly expiresAt: Date;
};

/**
 * The channels by which Google says that a calendar has changed. They go with the calendar's association.
 * Contract: tests/contract/contracts/scheduling/calendar-channels.contract.ts
 */
export interface CalendarChannels {
  /** Before Google is asked: its first message may come before its answer. `false`: the clinic has no such calendar. */
  add(channel: ChannelToOpen): Promise<boolean>;
  /** Google has opened it; the calendar's other ones are left. */
  opened(
    channel: Pick<ChannelToOpen, 'clinicId' | 'channelId' | 'calendarId'>,
    answer: { readonly resourceId: string; readonly expiresAt: Date; readonly renewAt: Date },
  ): Promise<void>;
  /** Whose it is; `undefined` for one that nobody opened, or that has gone. */
  find(
    channelId: string,
  ): Promise<Pick<ChannelToOpen, 'clinicId' | 'calendarId' | 'tokenDigest'> | undefined>;
  /** All of the clinic's are left: the next reading of each calendar opens a new one. */
  leave(clinicId: ClinicId): Promise<void>;
  /** Those that are left, over, or of a calendar that is not active, whose turn it is. Without a clinic those of all. */
  left(limit: number, clinicId?: ClinicId): Promise<readonly LeftChannel[]>;
  remove(clinicId: ClinicId, channelId: string): Promise<void>;
  /** It could not be stopped; not tried again before `until`. */
  postpone(clinicId: ClinicId, channelId: string, until: Date): Promise<void>;
}
