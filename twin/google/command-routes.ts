import { z } from 'zod';
import { accessRoles } from './calendar/calendars.ts';
import { eventBody } from './calendar/stored-event.ts';
import type { GoogleCommands } from './commands.ts';
import { apiError, GoogleRefusal } from './errors.ts';
import { faultShape } from './faults.ts';
import type { Call, Reply } from './http.ts';
import { settingsShape } from './settings.ts';

const text = z.string().min(1);
const role = z.enum(accessRoles);
const ofAccount = z.strictObject({ account: text });
const ofCalendar = z.strictObject({ calendarId: text });
const ofEvent = ofCalendar.extend({ eventId: text });
const calendar = z.strictObject({
  id: text,
  summary: text,
  timeZone: text.default('America/Sao_Paulo'),
  accessRole: role.default('owner'),
  isPrimary: z.boolean().default(false),
  isHidden: z.boolean().default(false),
});
const account = z.strictObject({
  sub: text,
  email: text,
  name: text,
  calendars: z.array(calendar).default([]),
});
const consent = z.strictObject({
  url: text,
  account: text,
  scopes: z.array(text).optional(),
  isDenied: z.boolean().optional(),
});

type Command = (input: unknown) => unknown;

/** `/_twin/google/…`: the commands over HTTP. Input as JSON, or in the query of a GET or DELETE. */
export function commandRoutes(twin: GoogleCommands): (call: Call) => Promise<Reply | undefined> {
  const routes: Readonly<Record<string, Command>> = {
    'GET accounts': () => twin.accounts(),
    'POST accounts': (input) => twin.addAccount(account.parse(input)),
    'GET events'(input) {
      const { calendarId, cancelled } = ofCalendar.extend({ cancelled: text.optional() }).parse(input);
      return twin.events(calendarId, cancelled === 'true');
    },
    'POST events'(input) {
      const { calendarId, ...event } = ofCalendar.loose().parse(input);
      return twin.addEvent(calendarId, eventBody.parse(event));
    },
    'DELETE events'(input) {
      const { calendarId, eventId } = ofEvent.parse(input);
      twin.deleteEvent(calendarId, eventId);
    },
    'PATCH events'(input) {
      const { calendarId, eventId, ...event } = ofEvent.loose().parse(input);
      return twin.changeEvent(calendarId, eventId, eventBody.partial().parse(event));
    },
    'POST moves'(input) {
      const { calendarId, eventId, to } = ofEvent.extend({ to: text }).parse(input);
      twin.moveEvent(calendarId, eventId, to);
    },
    'POST restored'(input) {
      const { calendarId, eventId } = ofEvent.parse(input);
      twin.restoreEvent(calendarId, eventId);
    },
    'DELETE sync-tokens': (input) => twin.expireSyncTokens(ofCalendar.parse(input).calendarId),
    'GET channels': () => twin.channels(),
    'POST access'(input) {
      const order = ofCalendar.extend({ account: text, role: role.or(z.literal('none')) }).parse(input);
      twin.setAccess(order.calendarId, order.account, order.role);
    },
    'DELETE calendars': (input) => twin.vanish(ofCalendar.parse(input).calendarId),
    async 'POST consent'(input) {
      const { url, ...choice } = consent.parse(input);
      return { location: await twin.consent(url, choice) };
    },
    'POST tokens'(input) {
      const order = ofAccount.extend({ scopes: z.array(text) }).parse(input);
      return twin.issueTokens(order.account, order.scopes);
    },
    'DELETE access-tokens': (input) => twin.expireAccessTokens(ofAccount.parse(input).account),
    'DELETE grants': (input) => twin.killGrant(ofAccount.parse(input).account),
    'GET settings': () => twin.settings(),
    'POST settings': (input) =>
      twin.changeSettings(settingsShape.parse({ ...twin.settings(), ...object(input) })),
    'GET faults': () => twin.faults(),
    'POST faults': (input) => ({ id: twin.addFault(faultShape.parse(input)) }),
    'DELETE faults': () => twin.clearFaults(),
    'GET requests': () => twin.requests(),
    'DELETE requests': () => twin.forgetRequests(),
  };

  return async (call) => {
    const [, name] = /^\/_twin\/google\/([a-z-]+)$/.exec(call.path) ?? [];
    const command = routes[`${call.method} ${name ?? ''}`];
    if (command === undefined) return undefined;
    try {
      const body = await command(
        call.method === 'POST' || call.method === 'PATCH'
          ? JSON.parse(call.body)
          : Object.fromEntries(call.query),
      );
      return body === undefined ? { status: 204 } : { status: 200, body };
    } catch (error) {
      if (error instanceof GoogleRefusal) return error.reply;
      if (!(error instanceof z.ZodError) && !(error instanceof SyntaxError)) throw error;
      const message = error instanceof z.ZodError ? z.prettifyError(error) : 'JSON was expected';
      return apiError({ status: 400, reason: 'invalid', message });
    }
  };
}

const object = (input: unknown): object => z.looseObject({}).parse(input);
