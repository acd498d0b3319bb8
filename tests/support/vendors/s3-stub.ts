import { once } from 'node:events';
import { createServer } from 'node:http';

export type S3Stub = {
  readonly url: string;
  readonly objects: ReadonlyMap<string, Buffer>;
  close(): void;
};

/** A bucket that takes signed requests only, and an object only as long as it was announced. */
export async function startS3Stub(accessKeyId: string): Promise<S3Stub> {
  const objects = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const { method, url = '', headers } = request;
    const isSigned = headers.authorization?.startsWith(`AWS4-HMAC-SHA256 Credential=${accessKeyId}/`);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.once('end', () => {
      const known = objects.get(url);
      if (isSigned !== true) response.writeHead(403).end();
      else if (method === 'PUT') {
        objects.set(url, Buffer.concat(chunks));
        response.writeHead(200).end();
      } else if (method === 'DELETE') {
        objects.delete(url);
        response.writeHead(204).end();
      } else if (known === undefined) response.writeHead(404).end('<Error/>');
      else response.writeHead(200).end(known);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    objects,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
