import { expect, it } from 'vitest';
import { AtendeError } from '../../../../client/atende-client.ts';
import { keepsKey } from '../../../../console/src/conversation/keeps-key.ts';

const refused = (status: number, code: string) =>
  new AtendeError(status, { code, message: '', requestId: 'r-1' }, undefined);

it.each([
  ['no answer', new TypeError('Failed to fetch')],
  ['nobody answering in time', new DOMException('Nobody answers', 'TimeoutError')],
  ['the first try being worked on', refused(409, 'http.idempotency-in-progress')],
  ['too many requests', refused(429, 'http.too-many-requests')],
  ['a bug, which may have sent it', refused(500, 'http.unexpected')],
  ['something being out of reach', refused(503, 'http.unavailable')],
])('after %s the next try carries the same key', (_, error) => {
  expect(keepsKey(error)).toBe(true);
});

it.each([
  [400, 'http.request-invalid'],
  [404, 'media.upload-not-found'],
  [409, 'conversation.moved-on'],
  [409, 'templates.unfit'],
  [422, 'http.idempotency-key-reused'],
])('after a refusal, %i %s, the next try is another request', (status, code) => {
  expect(keepsKey(refused(status, code))).toBe(false);
});
