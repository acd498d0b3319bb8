import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ReceivedAlert = {
  readonly deliveryId: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly body: {
    readonly id: string;
    readonly event: string;
    readonly kind?: string;
    readonly title: string;
    readonly text: string;
    readonly url: string;
    readonly clinic?: { readonly id: string; readonly name: string };
  };
};

type Answer = number | ((response: ServerResponse) => void);

/** A webhook of somebody else, on this machine; it answers 204 unless told otherwise. */
export async function startAlertReceiver() {
  const received: ReceivedAlert[] = [];
  let answer: Answer = 204;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString();
      const { headers } = request;
      received.push({
        ...{ deliveryId: String(headers['atende-delivery']), headers, raw },
        body: JSON.parse(raw) as ReceivedAlert['body'],
      });
      if (typeof answer === 'number') response.writeHead(answer).end();
      else answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/alertas`,
    received,
    answerWith(next: Answer) {
      answer = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Whether the signature is that of the body, as our documentation tells receivers to look. */
export function isSigned({ headers, raw }: ReceivedAlert, secret: string): boolean {
  const [, seconds = '', mac = ''] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['atende-signature'])) ?? [];
  const isFresh = Math.abs(Date.now() / 1_000 - Number(seconds)) < 300;
  return isFresh && createHmac('sha256', secret).update(`${seconds}.${raw}`).digest('hex') === mac;
}
