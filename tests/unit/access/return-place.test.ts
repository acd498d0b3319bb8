import { expect, test } from 'vitest';
import { returnPlace } from '../../../src/domain/access/browser-session.ts';

test.each([
  '/console',
  '/console/',
  '/console/c/1/conversas?fila=todas&q=a%20b',
  '/console/c/1/..agenda',
  '/console/c/1/v1.2/x',
])('a place of the console is gone to: %s', (place) => {
  expect(returnPlace(place)).toBe(place);
});

test.each([
  undefined,
  '',
  'console',
  '/consoles',
  '/api/me',
  '//elsewhere.example/console',
  'https://elsewhere.example/console',
  '/console//elsewhere.example:80',
  '/console@elsewhere.example',
  '/console\\elsewhere.example',
  '/console/..',
  '/console/../api/me',
  '/console/c/..//elsewhere.example',
  '/console/%2e%2E/api/me',
  '/console/.%2e?x=1',
  '/console\r\nset-cookie: x=1',
  '/console#x',
  'javascript:alert(1)',
])('any other place is the start of the console: %j', (place) => {
  expect(returnPlace(place)).toBe('/console');
});

test('whatever is gone to lies below the console as a browser reads it', () => {
  const parts = ['', '.', '..', '%2e', '%2E.', 'c', 'x.y', '%252e%252e', '...'];
  for (const a of parts)
    for (const b of parts)
      for (const c of parts) {
        const place = returnPlace(`/console/${a}/${b}/${c}`);
        const { origin, pathname } = new URL(place, 'https://atende.example');
        expect([origin, /^\/console(?:\/|$)/.test(pathname)]).toEqual(['https://atende.example', true]);
      }
});
