import { createServer, type RequestListener, type Server } from 'node:http';

/**
 * Listens before the handler exists, so that the address is known to whoever must be told; until then it answers 503.
 * Every socket has timeouts. @throws the server's own error, e.g. EADDRINUSE
 */
export async function openServer(host: string, port: number): Promise<{ server: Server; port: number }> {
  const server = createServer({
    requestTimeout: 30_000,
    headersTimeout: 10_000,
    keepAliveTimeout: 65_000,
    maxHeaderSize: 16 * 1024,
  });
  server.on('request', starting);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, 4096, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : port };
}

const starting: RequestListener = (_request, response) => {
  response.writeHead(503, { 'retry-after': '1', 'content-type': 'application/json' });
  response.end('{"code":"http.starting","message":"The service is starting"}');
};

export function serve(server: Server, handler: RequestListener): void {
  server.off('request', starting);
  server.on('request', handler);
}

/** Stops accepting, lets running requests end, cuts what is left after `graceMs`. */
export const closeServer = (server: Server, graceMs: number): Promise<void> =>
  new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
