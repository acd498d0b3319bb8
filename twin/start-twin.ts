import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { accountApi } from './business/account-api.ts';
import { accountCommands } from './business/account-commands.ts';
import { Accounts } from './business/accounts.ts';
import { SharedNumbers } from './business/shared-numbers.ts';
import { signupDialog } from './business/signup-dialog.ts';
import { Chats } from './chats.ts';
import { isOfForeignPage } from './foreign-pages.ts';
import { graphApi } from './graph-api.ts';
import { keepPhones } from './kept-phones.ts';
import { mediaApi } from './media.ts';
import { templateApi } from './templates.ts';
import { phoneCalls } from './phone-calls.ts';
import { phonePage } from './phone-page.ts';
import { noFaults, readFaults } from './faults.ts';
import { webhookCommands } from './webhook-commands.ts';
import { listen } from './listen.ts';
import { webhookSender, type BusinessNumber } from './webhooks.ts';
import { json, readJson, type Handler, type World } from './world.ts';

type Options = {
  readonly host: string;
  /** Preferred; the next free ones are tried when it is taken. */
  readonly port: number;
  readonly webhookUrl: string;
  readonly appSecret: string;
  readonly accessToken: string;
  readonly numbers: readonly BusinessNumber[];
  /** Where chats and templates are kept across runs; absent: nowhere. */
  readonly keptIn?: string | undefined;
  readonly log?: (message: string, fields?: object) => void;
};

export type Twin = {
  readonly graphUrl: string;
  readonly phoneUrl: string;
  close(): Promise<void>;
};

/** Meta and the patients' phones, on loopback: the Graph API, signed webhooks, and a page to write from. */
export async function startTwin(options: Options): Promise<Twin> {
  const stopping = new AbortController();
  const { webhookUrl, appSecret } = options;
  const accounts = new Accounts(options.numbers, options.accessToken);
  const { numbers } = accounts;
  const webhooks = webhookSender({ url: webhookUrl, appSecret, numbers, stopped: stopping.signal });
  const world: World = {
    chats: new Chats(),
    accounts,
    numbers,
    sent: [],
    templates: [],
    faults: noFaults,
    post: (changes, manner) => webhooks.post(changes, manner),
    async deliver({ phoneNumberId }, value, field = 'messages') {
      const change = { field, value, phoneNumberId };
      const copies = Array.from({ length: world.faults.copies }, () => webhooks.insist([change]));
      return (await Promise.all(copies)).some(Boolean);
    },
  };
  const shared = new SharedNumbers(accounts);
  const kept = keepPhones(world, options.keptIn);
  const handlers: readonly Handler[] = [
    graphApi(world, stopping.signal),
    accountApi(world),
    accountCommands(world, shared),
    signupDialog(shared, appSecret),
    mediaApi(world),
    templateApi(world, stopping.signal),
    phonePage(world),
    phoneCalls(world),
    webhookCommands(world),
    faultCommands(world),
  ];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    if (isOfForeignPage(request)) {
      json(response, 403, { error: { message: 'Not from a page of another origin', code: 200 } });
      return;
    }
    const { pathname } = new URL(request.url ?? '/', 'http://twin');
    for (const handler of handlers) {
      if (!(await handler(request, response, pathname))) continue;
      if (request.method !== 'GET') kept.changed();
      return;
    }
    json(response, 404, { error: { message: `Unknown path ${pathname}`, code: 2500 } });
  };
  const server = createServer({ requestTimeout: 15_000 }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      options.log?.('the twin could not answer', {
        reason: error instanceof Error ? error.message : 'unknown',
      });
      if (!response.headersSent) json(response, 400, { error: { message: 'Bad request', code: 100 } });
      else response.end();
    });
  });
  const url = `http://${options.host}:${await listen(server, options.host, options.port)}`;
  return {
    graphUrl: url,
    phoneUrl: `${url}/`,
    async close() {
      stopping.abort();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await kept.close();
    },
  };
}

const faultCommands =
  (world: World): Handler =>
  async (request, response, path) => {
    if (path !== '/_twin/faults') return false;
    if (request.method === 'POST') world.faults = readFaults(await readJson(request));
    if (request.method === 'DELETE') world.faults = noFaults;
    json(response, 200, world.faults);
    return true;
  };
