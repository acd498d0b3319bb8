import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** A request, read. `path` is still percent-encoded. */
export type Call = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** `body`: a string is sent as it is, anything else as JSON. */
export type Reply = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

const bodyLimit = 1_000_000;

export async function readCall(request: IncomingMessage): Promise<Call> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://twin');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  return {
    method: request.method ?? 'GET',
    path: pathname,
    query: searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
  };
}

export function writeReply(response: ServerResponse, { status, headers, body }: Reply): void {
  const isText = typeof body === 'string';
  response.writeHead(status, {
    ...(body !== undefined && {
      'content-type': isText ? 'text/html; charset=UTF-8' : 'application/json; charset=UTF-8',
    }),
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(isText || body === undefined ? body : JSON.stringify(body));
}

export const bearerOf = (call: Call): string | undefined =>
  /^Bearer (\S+)$/i.exec(call.headers.authorization ?? '')?.[1];
