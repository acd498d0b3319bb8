import { once } from 'node:events';
import { createServer } from 'node:http';

/** A message as the Graph API received it. */
export type SentMessage = {
  readonly to: string;
  /** Our message id, which Meta gives back in statuses. */
  readonly callbackData: string;
  readonly wamid: string;
  readonly at: number;
  readonly body: Readonly<Record<string, unknown>>;
};

export type StubAnswer =
  /** Accepted and answered. */
  | 'accept'
  /** Accepted, but the answer never arrives. */
  | 'drop-answer'
  | { readonly status: number; readonly body: unknown };

export type GraphStub = {
  readonly url: string;
  /** What was accepted, in order. */
  readonly sent: readonly SentMessage[];
  /** The wamids that were marked as read. */
  readonly read: readonly string[];
  /** How many calls to send there were, refused ones too. */
  attempts(): number;
  close(): void;
};

/** As Meta makes them: with the number inside. */
export const wamidOf = (to: string, n: number) =>
  `wamid.${Buffer.from(`\u001c\u0018\u000c${to}\u0015\u0002\u0000STUB${n}`).toString('base64')}`;

/** A stand-in for Meta's Graph API on loopback that does as `answer` says. */
export async function startGraphStub(
  answer: (message: SentMessage, attempt: number) => StubAnswer = () => 'accept',
): Promise<GraphStub> {
  const sent: SentMessage[] = [];
  const read: string[] = [];
  let attempts = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      const reply = (status: number, content: unknown) => {
        response.writeHead(status, { 'content-type': 'application/json', 'x-fb-trace-id': 'trace' });
        response.end(JSON.stringify(content));
      };
      if (body['status'] === 'read') {
        read.push(String(body['message_id']));
        reply(200, { success: true });
        return;
      }
      attempts += 1;
      const to = String(body['to'] ?? body['recipient']).replace('+', '');
      const wamid = wamidOf(to, attempts);
      const message = {
        to,
        callbackData: String(body['biz_opaque_callback_data']),
        wamid,
        at: Date.now(),
        body,
      };
      const decided = answer(message, attempts);
      if (typeof decided === 'object') {
        reply(decided.status, decided.body);
        return;
      }
      sent.push(message);
      if (decided === 'drop-answer') request.socket.destroy();
      else reply(200, { contacts: [{ input: to, wa_id: to }], messages: [{ id: wamid }] });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    sent,
    read,
    attempts: () => attempts,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
