import { forgetSyncs, type AccessRole } from './calendar/calendars.ts';
import { changeEvent, deleteEvent, insertEvent, moveEvent } from './calendar/events.ts';
import { singleEvents } from './calendar/recurrence.ts';
import type { EventBody, StoredEvent } from './calendar/stored-event.ts';
import type { AccountSeed } from './demo-accounts.ts';
import { GoogleRefusal, notFound } from './errors.ts';
import type { FaultOrder } from './faults.ts';
import { choose } from './oauth/authorize.ts';
import { issueTokens } from './oauth/issue-tokens.ts';
import { scopesIn } from './oauth/scopes.ts';
import { settingsShape, type Settings } from './settings.ts';
import type { GoogleWorld } from './world.ts';

/** What a person does on the consent page; without `scopes` everything stays ticked. */
export type Consent = {
  readonly account: string;
  readonly scopes?: readonly string[] | undefined;
  readonly isDenied?: boolean | undefined;
};

export type GoogleCommands = ReturnType<typeof commandsOf>;

/** What tests and the demo may do beside Google's own API. Accounts by e-mail. */
export function commandsOf(world: GoogleWorld) {
  const { calendars, grants, faults, requests } = world;
  const author = () => ({ email: 'twin@example.com', now: world.clock() });
  const calendarOf = (id: string) => calendars.get(id) ?? notFound();
  const changed = () => void world.changes.emit('change');

  return {
    addAccount({ calendars: seeds, ...account }: AccountSeed): void {
      world.emulator.addAccount(account);
      for (const { events = [], ...seed } of seeds) {
        calendars.add(account.email, seed);
        for (const event of events) insertEvent(calendarOf(seed.id), event, author());
      }
      changed();
    },
    /** Accounts with the calendars they see, in their order. */
    accounts: () =>
      world.emulator.accounts().map((account) => ({
        ...account,
        calendars: calendars.seenBy(account.email).map(({ calendar, listing }) => {
          const { id, summary, timeZone, colour } = calendar;
          return { id, summary, timeZone, colour, ...listing };
        }),
      })),

    /** In order of their start; cancelled ones only when asked for. */
    events: (calendarId: string, isCancelledToo = false): readonly StoredEvent['resource'][] =>
      singleEvents(calendarOf(calendarId))
        .filter(({ resource }) => isCancelledToo || resource.status !== 'cancelled')
        .toSorted((a, b) => a.start - b.start)
        .map(({ resource }) => resource),
    addEvent(calendarId: string, body: EventBody): StoredEvent['resource'] {
      const { resource } = insertEvent(calendarOf(calendarId), { summary: 'Compromisso', ...body }, author());
      changed();
      return resource;
    },
    deleteEvent(calendarId: string, eventId: string): void {
      deleteEvent(calendarOf(calendarId), eventId, author());
      changed();
    },
    /** Somebody drags it, or makes it longer: what is named is changed, the rest stays. */
    changeEvent(calendarId: string, eventId: string, body: Partial<EventBody>): StoredEvent['resource'] {
      const options = { ...author(), ifMatch: undefined, isMerge: true };
      const { resource } = changeEvent(calendarOf(calendarId), eventId, body, options);
      changed();
      return resource;
    },
    /** Into another calendar, where it keeps its id. */
    moveEvent(calendarId: string, eventId: string, to: string): void {
      moveEvent(calendarOf(calendarId), eventId, calendarOf(to), author());
      changed();
    },
    /** Out of the bin again. */
    restoreEvent(calendarId: string, eventId: string): void {
      this.changeEvent(calendarId, eventId, { status: 'confirmed' });
    },
    /** Whoever follows the calendar's changes has to read it again from the beginning. */
    expireSyncTokens: (calendarId: string): void => {
      forgetSyncs(calendarOf(calendarId));
    },
    /** Those that live, without their secret tokens. */
    channels: () => world.channels.all(),
    /** `none`: no longer shared with the account; `reader`: no longer writable. */
    setAccess(calendarId: string, account: string, role: AccessRole | 'none'): void {
      if (!calendars.setAccess(account, calendarId, role)) notFound();
    },
    /** The calendar is deleted, for everybody. */
    vanish(calendarId: string): void {
      if (!calendars.vanish(calendarId)) notFound();
    },

    /** Opens the consent page at this URL and decides. Answers with the URL that the browser is sent to. */
    async consent(url: string, { account, scopes, isDenied }: Consent): Promise<string> {
      const query = new URL(url).searchParams;
      const reply = await choose(
        world,
        query,
        isDenied === true
          ? { account, isDenied }
          : { account, scopes: scopesIn(scopes?.join(' ') ?? query.get('scope') ?? '') },
      );
      const location = reply.headers?.['location'];
      if (location === undefined) throw new GoogleRefusal(reply);
      return location;
    },
    /** Tokens as if the account's owner had consented. */
    issueTokens: (account: string, scopes: readonly string[]) => issueTokens(world, account, scopes),
    expireAccessTokens: (account: string) => grants.expireAccessTokens(account),
    /** As when the person removes the app: every token of the account is dead. */
    killGrant: (account: string) => grants.kill(account),
    settings: (): Settings => world.settings,
    changeSettings(settings: Partial<Settings>): Settings {
      world.settings = settingsShape.parse({ ...world.settings, ...settings });
      return world.settings;
    },

    addFault: (fault: FaultOrder): number => faults.add(fault),
    faults: () => faults.all(),
    clearFaults: () => faults.clear(),
    requests: () => requests.all(),
    forgetRequests: () => requests.forget(),
  };
}
