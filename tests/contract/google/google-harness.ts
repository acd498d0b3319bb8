import {
  scriptedGoogle,
  type CalendarFate,
} from '../../../src/adapters/memory/scheduling/google-calendar.ts';
import { googleCalendar } from '../../../src/adapters/google/calendar.ts';
import type {
  CalendarFailure,
  GoogleCalendar,
} from '../../../src/application/ports/scheduling/google-calendar.ts';
import type { LocalDate } from '../../../src/domain/clinic/local-time.ts';
import type { TimeSlot } from '../../../src/domain/scheduling/time-slot.ts';
import { startGoogleTwin } from '../../../twin/google/start-google-twin.ts';

type Role = 'owner' | 'writer' | 'writerWithoutPrivateAccess' | 'reader' | 'freeBusyReader';
type Failing = CalendarFailure['failure'] | 'unknown-but-done';

export type CalendarWish = {
  readonly id: string;
  readonly timeZone?: string;
  readonly role?: Role;
  readonly isHidden?: boolean;
};
export type MakeGoogle = (calendars: readonly CalendarWish[]) => Promise<GoogleHarness>;

/** Google, whichever it is, and what somebody else may do in its calendars. */
export type GoogleHarness = {
  readonly calendar: GoogleCalendar;
  readonly token: string;
  vanish(id: string): void;
  addEvent(
    calendarId: string,
    eventId: string,
    at: TimeSlot | readonly [LocalDate, LocalDate],
    isFree?: boolean,
  ): void;
  deleteEvent(calendarId: string, eventId: string): void;
  drag(calendarId: string, eventId: string, to: TimeSlot): void;
  move(calendarId: string, eventId: string, to: string): void;
  expireSyncTokens(calendarId: string): void;
  /** Ids of the channels that live. */
  channels(): readonly string[];
  titles(calendarId: string): readonly (string | undefined)[];
  /** The next call to insert or to read busy times ends like this. */
  failNext(failure: Failing): void;
  close(): Promise<void>;
};

export const memoryGoogle: MakeGoogle = async (calendars) => {
  const planned: CalendarFate[] = [];
  const google = scriptedGoogle({
    fateOf: ({ call }) =>
      (call === 'insert' || call === 'busy' ? planned.shift() : undefined) ?? { fate: 'done' },
    accepts: (token) => token === 'good',
  });
  for (const { id: calendarId, role: accessRole = 'owner', ...wish } of calendars)
    google.addCalendar({ calendarId, accessRole, ...wish });
  return {
    calendar: google,
    token: 'good',
    vanish: (id) => google.removeCalendar(id),
    addEvent: (calendarId, eventId, at, isTransparent = false) =>
      google.addEvent(calendarId, {
        eventId,
        isTransparent,
        ...('start' in at ? { slot: at } : { days: at }),
      }),
    deleteEvent: (calendarId, eventId) => google.deleteEvent(calendarId, eventId),
    drag: (calendarId, eventId, to) => google.dragEvent(calendarId, eventId, to),
    move: (calendarId, eventId, to) => google.moveEvent(calendarId, eventId, to),
    expireSyncTokens: (calendarId) => google.expireSyncTokens(calendarId),
    channels: () => [...google.channels.keys()],
    titles: (calendarId) => google.events(calendarId).map(({ title }) => title),
    failNext: (failure) =>
      planned.push(
        failure === 'unknown-but-done'
          ? { fate: 'unknown', done: true }
          : { fate: 'refused', failure: { failure, reason: 'told' } },
      ),
    close: async () => undefined,
  };
};

const account = { sub: '1001', email: 'clinica@calendars.example', name: 'Clínica' };
const scopes = ['calendarlist.readonly', 'freebusy', 'events'].map(
  (scope) => `https://www.googleapis.com/auth/calendar.${scope}`,
);

/** The real adapter and the twin of Google, over HTTP. */
export const twinGoogle: MakeGoogle = async (calendars) => {
  const twin = await startGoogleTwin({
    host: '127.0.0.1',
    port: 0,
    clientId: 'client',
    clientSecret: 'secret',
    redirectUris: ['http://127.0.0.1:1/callback'],
    accounts: [
      {
        ...account,
        calendars: calendars.map(({ role: accessRole = 'owner', ...seed }) => ({
          summary: seed.id,
          accessRole,
          ...seed,
        })),
      },
    ],
  });
  const { access_token: token } = await twin.issueTokens(account.email, scopes);
  return {
    calendar: googleCalendar({ apiUrl: twin.apiUrl, timeoutMs: 2_000 }),
    token,
    vanish: (id) => twin.vanish(id),
    addEvent(calendarId, id, at, isFree = false) {
      const [start, end] =
        'start' in at
          ? [{ dateTime: at.start.toISOString() }, { dateTime: at.end.toISOString() }]
          : [{ date: at[0] }, { date: at[1] }];
      twin.addEvent(calendarId, { id, start, end, transparency: isFree ? 'transparent' : 'opaque' });
    },
    deleteEvent: (calendarId, eventId) => twin.deleteEvent(calendarId, eventId),
    drag(calendarId, eventId, { start, end }) {
      const [from, to] = [{ dateTime: start.toISOString() }, { dateTime: end.toISOString() }];
      twin.changeEvent(calendarId, eventId, { start: from, end: to });
    },
    move: (calendarId, eventId, to) => twin.moveEvent(calendarId, eventId, to),
    expireSyncTokens: (calendarId) => twin.expireSyncTokens(calendarId),
    channels: () => twin.channels().map(({ id }) => id),
    titles: (calendarId) => twin.events(calendarId).map(({ summary }) => summary),
    failNext(failure) {
      for (const [endpoint, operation] of [
        ['events', 'insert'],
        ['freebusy', 'query'],
      ] as const)
        twin.addFault({ endpoint, operation, times: 1, ...faults[failure] });
    },
    close: () => twin.close(),
  };
};

const faults = {
  transient: { reason: 'rateLimitExceeded' },
  unknown: { outcome: 'reset-before' },
  'unknown-but-done': { outcome: 'drop-after' },
  unauthorized: { reason: 'authError' },
  'missing-scope': { reason: 'insufficientPermissions' },
  'not-writable': { reason: 'requiredAccessLevel' },
  'not-found': { reason: 'notFound' },
  quota: { reason: 'quotaExceeded' },
  deployment: { reason: 'accessNotConfigured' },
} as const;
