import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { Chats } from './chats.ts';
import { graphApi } from './graph-api.ts';
import { phonePage } from './phone-page.ts';
import { noFaults, readFaults } from './faults.ts';
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
  const send = webhookSender(options.webhookUrl, options.appSecret, stopping.signal);
  const world: World = {
    chats: new Chats(),
    numbers: options.numbers,
    accessToken: options.accessToken,
    sent: [],
    faults: noFaults,
    async deliver(number, field, parts) {
      const copies = Array.from({ length: world.faults.copies }, () => send(number, field, parts));
      return (await Promise.all(copies)).some(Boolean);
    },
  };
  const handlers: readonly Handler[] = [
    graphApi(world, stopping.signal),
    phonePage(world),
    faultCommands(world),
  ];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://twin');
    for (const handler of handlers) if (await handler(request, response, pathname)) return;
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
