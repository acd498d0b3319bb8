import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

/** A file at Meta; whatever is wrong with it is said here. */
export type StubFile = {
  readonly bytes: Uint8Array | { readonly size: number; readonly stream: () => Readable };
  readonly sha256?: string;
  /** What Meta says, where it is not true. */
  readonly announcedSize?: number;
  readonly url?: string;
  /** How the file itself is answered, call by call; then with the bytes. */
  readonly answers?: readonly ((response: ServerResponse) => void)[];
};

export type MediaStub = {
  readonly url: string;
  readonly files: Map<string, StubFile>;
  /** Every request, e.g. `GET /v25.0/media-1`, with whether it showed the token. */
  readonly asked: readonly { readonly path: string; readonly hadToken: boolean }[];
  close(): void;
};

/** Meta's media: metadata by id, and the bytes under a URL that is asked for with the token. Every message is taken. */
export async function startMediaStub(): Promise<MediaStub> {
  const files = new Map<string, StubFile>();
  const asked: { path: string; hadToken: boolean }[] = [];
  const served = new Map<string, number>();
  let base = '';
  let sent = 0;

  const describe = (id: string, file: StubFile) => {
    const { bytes } = file;
    const size = bytes instanceof Uint8Array ? bytes.length : bytes.size;
    const sha256 =
      file.sha256 ??
      (bytes instanceof Uint8Array ? createHash('sha256').update(bytes).digest('hex') : undefined);
    return {
      messaging_product: 'whatsapp',
      id,
      url: file.url ?? `${base}/bytes/${id}`,
      mime_type: 'image/jpeg',
      sha256,
      file_size: file.announcedSize ?? size,
    };
  };

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '', base).pathname;
    if (request.method === 'POST' && path.endsWith('/messages')) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ messages: [{ id: `wamid.stub-${(sent += 1)}` }] }));
      return;
    }
    asked.push({ path, hadToken: request.headers.authorization !== undefined });
    const [, kind, id = ''] = path.split('/');
    const file = files.get(id);
    if (file === undefined) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"code":100}}');
      return;
    }
    if (kind !== 'bytes') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(describe(id, file)));
      return;
    }
    const turn = served.get(id) ?? 0;
    served.set(id, turn + 1);
    const odd = file.answers?.[turn];
    if (odd !== undefined) odd(response);
    else if (file.bytes instanceof Uint8Array) response.writeHead(200).end(file.bytes);
    else file.bytes.stream().pipe(response.writeHead(200));
  };

  const server = createServer((request, response) => {
    request.resume();
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  base = `http://127.0.0.1:${address.port}`;
  return {
    url: base,
    files,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
