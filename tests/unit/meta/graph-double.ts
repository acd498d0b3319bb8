import { sameToken } from '../../../src/adapters/meta/access-token.ts';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SendRequest } from '../../../src/application/ports/messaging/message-sender.ts';
import { metaMessageSender, type GraphCall } from '../../../src/adapters/meta/send/message-sender.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { messageId } from '../../../src/domain/messaging/message.ts';
import type { PhoneDigits } from '../../../src/domain/messaging/people/phone-number.ts';

export const accessToken = 'EAAinventedtoken';
export const from = {
  clinicId: clinicId('c'),
  whatsappNumber: '551133330000' as PhoneDigits,
  phoneNumberId: '900000000000001',
};
export const request = (overrides: Partial<SendRequest> = {}): SendRequest => ({
  messageId: messageId('019adf00-0000-7000-8000-000000000001'),
  from,
  to: { phone: '5511955500001' as PhoneDigits, bsuid: 'BR.1' },
  content: { type: 'text', body: 'Olá!' },
  requestId: 'r-1',
  ...overrides,
});

type Seen = {
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};
const servers: Server[] = [];
/** For `afterEach`. */
export const closeGraphs = () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
};

/** A Graph API that answers as told, and a sender that talks to it. */
export async function graph(answer: (response: ServerResponse) => void, timeoutMs = 2_000) {
  const seen: Seen[] = [];
  const calls: GraphCall[] = [];
  const server = createServer((call, response) => {
    const chunks: Buffer[] = [];
    call.on('data', (chunk: Buffer) => chunks.push(chunk));
    call.on('end', () => {
      seen.push({ url: call.url, headers: call.headers, body: Buffer.concat(chunks).toString() });
      answer(response);
    });
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const graphUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const log = (call: GraphCall) => calls.push(call);
  const sender = metaMessageSender({
    graphUrl,
    version: 'v25.0',
    tokenOf: sameToken(accessToken),
    timeoutMs,
    log,
  });
  return { sender, seen, calls, body: () => JSON.parse(seen[0]!.body) as unknown };
}

export const answering =
  (status: number, body: unknown, headers = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
export const accepted = {
  contacts: [{ input: '+5511955500001', wa_id: '551155500001' }],
  messages: [{ id: 'wamid.1' }],
};
export const error = (code: number) => ({ error: { code, message: `(#${code})`, fbtrace_id: 'Abody' } });
