import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { rawBodies } from '../../../src/adapters/http/webhook/raw-body.ts';

/** A request whose body arrives when the test writes it. */
const aRequest = () => {
  const body = Object.assign(new PassThrough(), { headers: {} });
  return { body, request: body as unknown as IncomingMessage };
};
const code = (reading: Promise<Buffer>) =>
  reading.then(
    (bytes) => bytes.toString(),
    (refusal: unknown) => (refusal as { code: string }).code,
  );

describe('the bodies of webhooks', () => {
  it('are given as they came', async () => {
    const { body, request } = aRequest();
    const reading = rawBodies({ body: 10, together: 10 })(request);
    body.write('12345');
    body.end('67890');
    expect((await reading).toString()).toBe('1234567890');
  });

  it('are refused when one is larger than it may be', async () => {
    const { body, request } = aRequest();
    const reading = rawBodies({ body: 4, together: 100 })(request);
    body.end('12345');
    expect(await code(reading)).toBe('http.body-too-large');
  });

  it('are refused when all that are being read are too much, and read again when others have ended', async () => {
    const read = rawBodies({ body: 10, together: 15 });
    const [first, second, third] = [aRequest(), aRequest(), aRequest()];
    const readings = [read(first.request), read(second.request)].map(code);
    first.body.write('0123456789');
    second.body.write('012345');
    expect(await readings[1]).toBe('http.bodies-too-many');
    first.body.end();
    expect(await readings[0]).toBe('0123456789');
    const later = code(read(third.request));
    third.body.end('9876543210');
    expect(await later).toBe('9876543210');
  });

  it('that break off leave their room to others', async () => {
    const read = rawBodies({ body: 10, together: 10 });
    const broken = aRequest();
    const reading = code(read(broken.request));
    broken.body.write('0123456789');
    broken.body.emit('aborted');
    expect(await reading).toBe('http.body-incomplete');
    const next = aRequest();
    const later = code(read(next.request));
    next.body.end('9876543210');
    expect(await later).toBe('9876543210');
  });
});
