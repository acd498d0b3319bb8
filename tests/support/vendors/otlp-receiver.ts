import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ReceivedSpan = {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly {
    readonly key: string;
    readonly value: { readonly stringValue?: string; readonly intValue?: string };
  }[];
  readonly status: { readonly code?: number };
  /** Roles of the process that told of it. */
  readonly roles: string;
};

type Body = {
  readonly resourceSpans: readonly {
    readonly resource: Pick<ReceivedSpan, 'attributes'>;
    readonly scopeSpans: readonly { readonly spans: readonly Omit<ReceivedSpan, 'roles'>[] }[];
  }[];
};

export type OtlpReceiver = {
  readonly url: string;
  readonly spans: readonly ReceivedSpan[];
  /** As they came. */
  readonly bodies: readonly string[];
  readonly requests: readonly { readonly path: string; readonly key: string | undefined }[];
  /** What requests are answered with from now on. */
  answer: (response: ServerResponse) => void;
  close(): void;
};

/** A receiver of OTLP over HTTP, in JSON. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const bodies: string[] = [];
  const requests: OtlpReceiver['requests'][number][] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const body = Buffer.concat(chunks).toString();
      const key = request.headers['x-key'];
      requests.push({ path: request.url ?? '', key: typeof key === 'string' ? key : undefined });
      bodies.push(body);
      for (const { resource, scopeSpans } of (JSON.parse(body) as Body).resourceSpans) {
        const roles = resource.attributes.find(({ key }) => key === 'atende.roles')?.value.stringValue ?? '';
        spans.push(...scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, roles }))));
      }
      receiver.answer(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: OtlpReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    bodies,
    requests,
    answer: (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return receiver;
}
