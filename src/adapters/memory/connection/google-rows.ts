import type { ChannelToOpen } from '../../../application/ports/scheduling/calendar-channels.ts';
import type { ClinicCalendar } from '../../../application/ports/connection/clinic-calendars.ts';
import type { StoredConnection } from '../../../application/ports/connection/google-connections.ts';
import type { PendingConsent, UsedConsent } from '../../../application/ports/connection/oauth-states.ts';
import type { SealedToken } from '../../../application/ports/connection/token-cipher.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';

/** When a calendar is read next, and from where. */
export type FeedRow = {
  readonly clinicId: ClinicId;
  readonly calendarId: string;
  syncToken: string | undefined;
  nextReadAt: Date;
  leaseUntil: Date | undefined;
  leaseToken: number;
  failures: number;
};

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

/** What Google was asked to say of a calendar. */
export type ChannelRow = Mutable<ChannelToOpen> & {
  resourceId: string | undefined;
  isLeft: boolean;
  nextStopAt: Date;
};

export type ConnectionRow = Mutable<Omit<StoredConnection, 'accessToken'>> & {
  accessToken: SealedToken | undefined;
  refreshToken: SealedToken | undefined;
  leaseUntil: Date | undefined;
  leaseToken: number;
};

export type RevocationRow = {
  readonly id: string;
  readonly clinicId: ClinicId;
  readonly sub: string;
  readonly requestedAt: Date;
  refreshToken: SealedToken | undefined;
  nextAttemptAt: Date | undefined;
  leaseUntil: Date | undefined;
  leaseToken: number;
  attempts: number;
  finishedAt: Date | undefined;
};

/** The tables of the Google connection. */
export type GoogleRows = {
  readonly connections: Map<ClinicId, ConnectionRow>;
  readonly states: Map<string, PendingConsent & { readonly used?: UsedConsent['used'] }>;
  revocations: RevocationRow[];
  readonly calendars: Map<ClinicId, Map<string, ClinicCalendar>>;
  /** By clinic and calendar. */
  readonly feeds: Map<string, FeedRow>;
  readonly channels: Map<string, ChannelRow>;
  /** The last version that was given to a connection. */
  lastVersion: number;
};

export const noGoogleRows = (): GoogleRows => ({
  connections: new Map(),
  states: new Map(),
  revocations: [],
  calendars: new Map(),
  feeds: new Map(),
  channels: new Map(),
  lastVersion: 0,
});
