import { expect, it } from 'vitest';
import { AtendeError } from '../../../client/atende-client.ts';
import { requestKeys } from '../../../console/src/request-key.ts';

const refused = (status: number, code: string) =>
  new AtendeError(status, { code, message: '', requestId: 'r-1' }, undefined);
const lost = new TypeError('Failed to fetch');

/** The keys of the requests that a form sends, each with what it asks for and how it fails, if it does. */
async function keysOf(...requests: readonly (readonly [content: unknown, error?: Error])[]) {
  let made = 0;
  const withKey = requestKeys(() => `key-${++made}`);
  const sent: string[] = [];
  for (const [content, error] of requests)
    await withKey(content, (key) => {
      sent.push(key);
      return error === undefined ? Promise.resolve() : Promise.reject(error);
    }).catch(() => undefined);
  return sent;
}

it.each([
  ['no answer', lost],
  ['nobody answering in time', new DOMException('Nobody answers', 'TimeoutError')],
  ['the first try being worked on', refused(409, 'http.idempotency-in-progress')],
  ['too many requests', refused(429, 'http.too-many-requests')],
  ['a bug, which may have sent it', refused(500, 'http.unexpected')],
  ['something being out of reach', refused(503, 'http.unavailable')],
])('after %s the next try carries the same key', async (_, error) => {
  expect(await keysOf(['at nine', error], ['at nine'])).toEqual(['key-1', 'key-1']);
});

it.each([
  [400, 'http.request-invalid'],
  [404, 'media.upload-not-found'],
  [409, 'conversation.moved-on'],
  [409, 'templates.unfit'],
  [409, 'http.idempotency-key-reused'],
  [409, 'scheduling.slot-taken'],
])('after a refusal, %i %s, the next try is another request', async (status, code) => {
  expect(await keysOf(['at nine', refused(status, code)], ['at nine'])).toEqual(['key-1', 'key-2']);
});

it('what is asked for once more after it was done is another request', async () => {
  expect(await keysOf(['at nine'], ['at nine'])).toEqual(['key-1', 'key-2']);
});

it('something else has a key of its own; the first, whose answer was lost, is repeated under its key', async () => {
  const sent = await keysOf([{ at: 'nine' }, lost], [{ at: 'ten' }, refused(409, 'x')], [{ at: 'nine' }]);
  expect(sent).toEqual(['key-1', 'key-2', 'key-1']);
});
