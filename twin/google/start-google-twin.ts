import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isOfForeignPage } from '../foreign-pages.ts';
import { listen } from '../listen.ts';
import { answerAsGoogle } from './answer.ts';
import { openCalendars } from './calendar/calendars.ts';
import { openChannels } from './calendar/channels.ts';
import { calendarPage, followChanges } from './calendar-page.ts';
import { commandRoutes } from './command-routes.ts';
import { commandsOf, type GoogleCommands } from './commands.ts';
import { demoAccounts, type AccountSeed } from './demo-accounts.ts';
import { openEmulator, type OAuthClient } from './emulator.ts';
import { apiError } from './errors.ts';
import { planFaults } from './faults.ts';
import { readCall, writeReply } from './http.ts';
import { keepGoogle } from './kept-google.ts';
import { openGrants } from './oauth/grants.ts';
import { countRequests } from './requests.ts';
import { settingsShape, type Settings } from './settings.ts';
import type { GoogleWorld } from './world.ts';

export type GoogleTwinOptions = OAuthClient & {
  readonly host: string;
  /** Preferred; the next free ones are tried when it is taken. 0: any. */
  readonly port: number;
  /** A demo clinic and one of its people when left out. */
  readonly accounts?: readonly AccountSeed[];
  readonly settings?: Partial<Settings>;
  /** Where calendars and grants are kept across runs; absent: nowhere. */
  readonly keptIn?: string | undefined;
  /** ms since the epoch. */
  readonly clock?: () => number;
  /** Of the faults with a probability. */
  readonly seed?: number;
  readonly log?: (message: string, fields?: object) => void;
};

export type GoogleTwin = GoogleCommands & {
  readonly authUrl: string;
  readonly tokenUrl: string;
  readonly revokeUrl: string;
  readonly jwksUrl: string;
  readonly issuer: string;
  /** The origin, as `rootUrl` of the client library wants it. */
  readonly apiUrl: string;
  /** The page with the calendars. */
  readonly calendarUrl: string;
  close(): Promise<void>;
};

/** Google on loopback: consent, tokens, calendars, a page that shows them, and faults on command. */
export async function startGoogleTwin(options: GoogleTwinOptions): Promise<GoogleTwin> {
  const stopping = new AbortController();
  const server = createServer({ requestTimeout: 15_000 });
  const url = `http://${options.host}:${await listen(server, options.host, options.port)}`;
  const world = worldOf(url, options);
  const commands = commandsOf(world);
  const kept = keepGoogle(world, options.keptIn);
  const isRestored = kept.restore();
  for (const account of options.accounts ?? demoAccounts(new Date(world.clock()).getUTCFullYear())) {
    if (isRestored) world.emulator.addAccount(account);
    else commands.addAccount(account);
  }
  const command = commandRoutes(commands);

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    if (isOfForeignPage(request)) {
      writeReply(response, apiError({ status: 403, reason: 'forbidden', message: 'Forbidden' }));
      return;
    }
    const call = await readCall(request);
    if (call.path === '/_twin/google/changes') {
      followChanges(world, response);
      return;
    }
    const reply =
      (await calendarPage(call)) ??
      (await command(call)) ??
      (await answerAsGoogle(world, call, stopping.signal));
    if (call.method !== 'GET') kept.changed();
    if (reply === 'dropped') response.destroy();
    else writeReply(response, reply);
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    handle(request, response).catch((error: unknown) => {
      options.log?.('the twin of Google could not answer', {
        reason: error instanceof Error ? error.message : 'unknown',
      });
      if (response.headersSent) response.end();
      else writeReply(response, apiError({ status: 400, reason: 'badRequest', message: 'Bad Request' }));
    });
  });

  return {
    ...commands,
    authUrl: `${url}/o/oauth2/v2/auth`,
    tokenUrl: `${url}/oauth2/token`,
    revokeUrl: `${url}/oauth2/revoke`,
    jwksUrl: `${url}/oauth2/v3/certs`,
    issuer: url,
    apiUrl: url,
    calendarUrl: `${url}/`,
    async close() {
      stopping.abort();
      world.channels.close();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await kept.close();
    },
  };
}

function worldOf(url: string, options: GoogleTwinOptions): GoogleWorld {
  const { clientId, clientSecret, redirectUris, seed = 1, clock = Date.now } = options;
  const client = { clientId, clientSecret, redirectUris };
  const changes = new EventEmitter().setMaxListeners(100);
  const emulator = openEmulator(url, client);
  const calendars = openCalendars(changes);
  const isLost = () => world.settings.pushes === 'lost';
  const world: GoogleWorld = {
    issuer: url,
    client,
    emulator,
    grants: openGrants({ emulator, clock, settings: () => world.settings }),
    agreements: new Map(),
    idTokens: new Map(),
    calendars,
    channels: openChannels({ calendars, changes, clock, isLost }),
    faults: planFaults(seed),
    requests: countRequests(),
    changes,
    settings: settingsShape.parse(options.settings ?? {}),
    clock,
  };
  return world;
}
