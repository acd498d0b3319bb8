import type { EventEmitter } from 'node:events';
import type { StoredEvent } from './stored-event.ts';

/** Least first. */
export const accessRoles = [
  'freeBusyReader',
  'reader',
  'writerWithoutPrivateAccess',
  'writer',
  'owner',
] as const;
export type AccessRole = (typeof accessRoles)[number];

/** A calendar and its events, the same for everybody who sees it. */
export type Calendar = {
  readonly id: string;
  readonly summary: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly colour: string;
  readonly events: Map<string, StoredEvent>;
  /** Rises with every change of an event. */
  revision: number;
  /** Sync tokens of earlier revisions are too old. */
  oldestSync: number;
};

/** How one account sees a calendar. */
export type Listing = {
  readonly accessRole: AccessRole;
  readonly isPrimary: boolean;
  readonly isHidden: boolean;
  readonly summaryOverride?: string;
};

export type Seen = { readonly calendar: Calendar; readonly listing: Listing };

export type CalendarSeed = {
  readonly id: string;
  readonly summary: string;
  readonly timeZone?: string;
  readonly accessRole?: AccessRole;
  readonly isPrimary?: boolean;
  readonly isHidden?: boolean;
  readonly summaryOverride?: string;
};

export const isAtLeast = (role: AccessRole, least: AccessRole): boolean =>
  accessRoles.indexOf(role) >= accessRoles.indexOf(least);

const colours = ['#7986cb', '#33b679', '#8e24aa', '#e67c73', '#f6bf26', '#039be5', '#616161', '#d81b60'];

/** Whoever followed the changes has to read everything again (410). */
export const forgetSyncs = (calendar: Calendar): void => {
  calendar.revision += 1;
  calendar.oldestSync = calendar.revision;
};

/** What is kept across runs. */
type CalendarsKept = {
  readonly calendars: readonly (Omit<Calendar, 'events'> & {
    readonly events: readonly (readonly [string, StoredEvent])[];
  })[];
  readonly listings: readonly (readonly [string, readonly (readonly [string, Listing])[]])[];
};

export type Calendars = ReturnType<typeof openCalendars>;

export function openCalendars(changes: EventEmitter) {
  const calendars = new Map<string, Calendar>();
  const listings = new Map<string, Map<string, Listing>>();
  const listOf = (email: string): Map<string, Listing> => {
    const known = listings.get(email);
    if (known !== undefined) return known;
    const list = new Map<string, Listing>();
    listings.set(email, list);
    return list;
  };

  return {
    /** Adds a calendar to an account's list; one that exists already is shared with the account. */
    add(email: string, seed: CalendarSeed): void {
      const { id, summary, timeZone = 'America/Sao_Paulo', accessRole = 'owner', summaryOverride } = seed;
      const colour = colours[calendars.size % colours.length] ?? '#616161';
      if (!calendars.has(id)) {
        const fresh = { revision: 0, oldestSync: 0, events: new Map<string, StoredEvent>() };
        calendars.set(id, { id, summary, timeZone, colour, ...fresh });
      }
      listOf(email).set(id, {
        accessRole,
        isPrimary: seed.isPrimary ?? false,
        isHidden: seed.isHidden ?? false,
        ...(summaryOverride !== undefined && { summaryOverride }),
      });
      changes.emit('change');
    },
    /** As JSON keeps it. */
    snapshot: () => ({
      calendars: [...calendars.values()].map(({ events, ...calendar }) => ({
        ...calendar,
        events: [...events],
      })),
      listings: [...listings].map(([email, list]) => [email, [...list]] as const),
    }),
    /** In place of everything that is there. */
    restore(kept: CalendarsKept): void {
      const found = kept.calendars.map(({ events, ...calendar }) => ({
        ...calendar,
        events: new Map(events),
      }));
      const lists = kept.listings.map(([email, list]) => [email, new Map(list)] as const);
      calendars.clear();
      listings.clear();
      for (const calendar of found) calendars.set(calendar.id, calendar);
      for (const [email, list] of lists) listings.set(email, list);
    },
    get: (id: string): Calendar | undefined => calendars.get(id),
    /** In the order of the account's list. */
    seenBy(email: string): readonly Seen[] {
      return [...(listings.get(email) ?? [])].flatMap(([id, listing]) => {
        const calendar = calendars.get(id);
        return calendar === undefined ? [] : [{ calendar, listing }];
      });
    },
    /** `primary` is the alias of the account's own calendar. */
    find(email: string, id: string): Seen | undefined {
      return this.seenBy(email).find(({ calendar, listing }) =>
        id === 'primary' ? listing.isPrimary : calendar.id === id,
      );
    },
    /** `none`: no longer shared with the account. `false`: there is no such calendar. */
    setAccess(email: string, id: string, role: AccessRole | 'none'): boolean {
      const calendar = calendars.get(id);
      if (calendar === undefined) return false;
      // who may see what has changed: everybody has to read it again
      forgetSyncs(calendar);
      const list = listOf(email);
      if (role === 'none') list.delete(id);
      else list.set(id, { isPrimary: false, isHidden: false, ...list.get(id), accessRole: role });
      changes.emit('change');
      return true;
    },
    /** Deleted for everybody. `false`: there was none. */
    vanish(id: string): boolean {
      for (const list of listings.values()) list.delete(id);
      const existed = calendars.delete(id);
      changes.emit('change');
      return existed;
    },
  };
}
