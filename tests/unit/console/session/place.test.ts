import { expect, test } from 'vitest';
import { placeOf, signInUrl } from '../../../../console/src/session/place.ts';
import { returnPlace } from '../../../../src/domain/access/browser-session.ts';

const at = (address: string) => placeOf(new URL(address, 'https://console.example'));
const inbox = '/console/c/0a8f0000-0000-7000-8000-000000000000/conversas';

test.each([
  '/console',
  `${inbox}?fila=todas`,
  `${inbox}/0b8f0000-0000-7000-8000-000000000000?fila=minhas&q=dor+de+cabe%C3%A7a`,
  `${inbox}?q=2%2A3%27%28x%29%21`,
  '/console/plataforma/alertas',
])('the server takes a browser back to where the person was: %s', (address) => {
  expect(at(address)).toBe(address);
  expect(returnPlace(at(address))).toBe(address);
});

test('any search is written so that the server takes it', () => {
  for (const words of ['*', "a'b", 'a/b?c', '“ção”', '#&=+', '100%']) {
    const place = at(`${inbox}?q=${encodeURIComponent(words)}`);
    expect(returnPlace(place)).toBe(place);
    expect(new URL(place, 'https://console.example').searchParams.get('q')).toBe(words);
  }
});

test('what the last attempt has said is not said again, and what is too long to send is left out', () => {
  expect(at('/console?signIn=access.link-used')).toBe('/console');
  expect(at(`${inbox}?fila=todas&signIn=access.sign-in-refused`)).toBe(`${inbox}?fila=todas`);
  expect(at(`${inbox}?q=${'a'.repeat(600)}`)).toBe(inbox);
});

test('the place goes to the server in one piece', () => {
  const { searchParams } = new URL(signInUrl(`${inbox}?fila=todas&q=x`), 'https://console.example');
  expect([...searchParams]).toEqual([['returnTo', `${inbox}?fila=todas&q=x`]]);
});
