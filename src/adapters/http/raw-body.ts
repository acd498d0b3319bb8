import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './error-response.ts';

/**
 * The bytes as they came, for an HMAC: koa-body hands out a decoded string, which differs for a BOM or invalid UTF-8.
 * @throws HttpRefusal 413 above `limit` bytes, 408 when the body does not arrive in time, 400 when it breaks off.
 */
export function readRawBody(request: IncomingMessage, limit: number, timeoutMs: number): Promise<Buffer> {
  const tooLarge = () =>
    new HttpRefusal(413, 'http.body-too-large', `The body is larger than ${limit} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > limit) {
    request.resume();
    return Promise.reject(tooLarge());
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (settle: () => void) => {
      clearTimeout(timer);
      request.removeAllListeners('data');
      request.resume();
      settle();
    };
    const timer = setTimeout(() => {
      end(() => reject(new HttpRefusal(408, 'http.body-timeout', 'The body did not arrive in time')));
    }, timeoutMs);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) end(() => reject(tooLarge()));
      else chunks.push(chunk);
    });
    request.once('end', () => end(() => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks))));
    const broken = () =>
      end(() => reject(new HttpRefusal(400, 'http.body-incomplete', 'The body broke off')));
    request.once('aborted', broken);
    request.once('error', broken);
  });
}
