import { once } from 'node:events';
import { createServer } from 'node:http';
import { objectAt } from './graph-objects.ts';

/** A message as the Graph API received it. */
export type SentMessage = {
  readonly to: string;
  /** Our message id, which Meta gives back in statuses. */
  readonly callbackData: string;
  readonly wamid: string;
  readonly at: number;
  /** From which number, and with whose token. */
  readonly phoneNumberId: string;
  readonly token: string;
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
  /** Files that were uploaded, whatever became of them: the n-th is `media-up-n`. */
  readonly uploads: readonly { readonly type: string; readonly bytes: Buffer }[];
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
  uploadAnswer: (attempt: number) => StubAnswer = () => 'accept',
): Promise<GraphStub> {
  const uploads: { type: string; bytes: Buffer }[] = [];
  const sent: SentMessage[] = [];
  const read: string[] = [];
  let attempts = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const reply = (status: number, content: unknown) => {
        response.writeHead(status, { 'content-type': 'application/json', 'x-fb-trace-id': 'trace' });
        response.end(JSON.stringify(content));
      };
      if (request.method !== 'POST') {
        reply(200, objectAt(request.url ?? '/'));
        return;
      }
      if (request.url?.endsWith('/media') === true) {
        const form = Buffer.concat(chunks);
        const told = form.subarray(0, 2_000).toString('latin1');
        uploads.push({
          type: /name="type"\r\n\r\n([^\r]+)/.exec(told)?.[1] ?? '',
          // between the head of the last part and the end of the form
          bytes: form.subarray(
            form.indexOf('\r\n\r\n', form.indexOf('name="file"')) + 4,
            form.lastIndexOf('\r\n--'),
          ),
        });
        const decided = uploadAnswer(uploads.length);
        if (decided === 'drop-answer') response.destroy();
        else if (decided === 'accept') reply(200, { id: `media-up-${uploads.length}` });
        else reply(decided.status, decided.body);
        return;
      }
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
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
        phoneNumberId: request.url?.split('/').at(-2) ?? '',
        token: request.headers.authorization?.replace('Bearer ', '') ?? '',
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
    uploads,
    sent,
    read,
    attempts: () => attempts,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
