import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from '../server/error-response.ts';

type Limits = {
  /** Of one body, bytes. */
  readonly body: number;
  /** Of all bodies that are being read at one moment, bytes: nobody has proved yet that they are Meta's. */
  readonly together: number;
};

const arrivesInMs = 30_000;

/**
 * The bytes as they came, for an HMAC: koa-body hands out a decoded string, which differs for a BOM or invalid UTF-8.
 * @throws HttpRefusal 408 when it does not arrive in time, 413 above the limit of a body, 503 above that of all together, 400 when the body breaks off.
 */
export function rawBodies({ body: limit, together }: Limits): (request: IncomingMessage) => Promise<Buffer> {
  const tooLarge = () => new HttpRefusal('http.body-too-large', `The body is larger than ${limit} bytes`);
  const tooMuch = () => new HttpRefusal('http.bodies-too-many', 'Too many bodies are being read at once');
  let held = 0;

  return (request) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      request.resume();
      return Promise.reject(tooLarge());
    }
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const slow = setTimeout(
        () =>
          refuse(new HttpRefusal('http.body-too-slow', `The body did not arrive within ${arrivesInMs} ms`)),
        arrivesInMs,
      );
      const letGo = () => {
        clearTimeout(slow);
        held -= size;
        size = 0;
      };
      const refuse = (refusal: HttpRefusal) => {
        letGo();
        request.removeAllListeners('data');
        request.resume();
        reject(refusal);
      };
      request.on('data', (chunk: Buffer) => {
        size += chunk.length;
        held += chunk.length;
        if (size > limit) refuse(tooLarge());
        else if (held > together) refuse(tooMuch());
        else chunks.push(chunk);
      });
      request.once('end', () => {
        letGo();
        resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
      });
      const broken = () => refuse(new HttpRefusal('http.body-incomplete', 'The body broke off'));
      request.once('aborted', broken);
      request.once('error', broken);
    });
  };
}
