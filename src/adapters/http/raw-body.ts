import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './error-response.ts';

/**
 * The bytes as they came, for an HMAC: koa-body hands out a decoded string, which differs for a BOM or invalid UTF-8.
 * A body that does not arrive in time is cut by the server's request timeout.
 * @throws HttpRefusal 413 above `limit` bytes, 400 when the body breaks off.
 */
export function readRawBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = () => new HttpRefusal('http.body-too-large', `The body is larger than ${limit} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > limit) {
    request.resume();
    return Promise.reject(tooLarge());
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const refuse = (refusal: HttpRefusal) => {
      request.removeAllListeners('data');
      request.resume();
      reject(refusal);
    };
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) refuse(tooLarge());
      else chunks.push(chunk);
    });
    request.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    const broken = () => refuse(new HttpRefusal('http.body-incomplete', 'The body broke off'));
    request.once('aborted', broken);
    request.once('error', broken);
  });
}
