import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { failureBody, httpError } from './error-response.ts';
import type { HttpErrorCode } from './http-errors.ts';

/**
 * Listens before the handler exists, so that the address is known to whoever must be told; until then it answers 503.
 * Every socket has timeouts. @throws the server's own error, e.g. EADDRINUSE
 */
export async function openServer(host: string, port: number): Promise<{ server: Server; port: number }> {
  const server = createServer({
    // a file of a hundred megabytes; whoever reads anything else gives it less
    requestTimeout: 11 * 60_000,
    headersTimeout: 10_000,
    keepAliveTimeout: 65_000,
    maxHeaderSize: 16 * 1024,
  });
  server.on('request', starting);
  server.on('clientError', answerUnreadable);
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

const bodyOf = (code: HttpErrorCode): string => {
  const { message, hint } = httpError(code);
  return JSON.stringify(failureBody({ status: 0, code, message, hint }, randomUUID(), 'en'));
};

const starting: RequestListener = (_request, response) => {
  response.writeHead(503, { 'retry-after': '1', 'content-type': 'application/json' });
  response.end(bodyOf('http.starting'));
};

/** What is not even HTTP gets the usual body, too, unless the socket is gone or an answer has begun. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  const { _httpMessage: answer } = socket as { _httpMessage?: { headersSent?: boolean } | null };
  if (error.code === 'ECONNRESET' || !socket.writable || answer?.headersSent === true) {
    socket.destroy(error);
    return;
  }
  const body = bodyOf('http.unreadable-request');
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

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
