import { expect, test } from 'vitest';
import { firstRequests } from '../../../console/src/ahead/first-requests.ts';

const at = (path: string) => firstRequests(new URL(path, 'https://console.example'));
const clinic = '/api/clinics/c-1';
const place = `${clinic}/conversations`;
const who = ['/api/me', clinic];

test('every screen begins with who one is, and a screen of a clinic with that clinic', () => {
  expect(at('/console')).toEqual(['/api/me', '/api/clinics?limit=1']);
  expect(at('/console/')).toEqual(['/api/me', '/api/clinics?limit=1']);
  expect(at('/console/plataforma/clinicas')).toEqual(['/api/me']);
  expect(at('/console/whatsapp?code=1')).toEqual(['/api/me']);
  expect(at('/console/c/c-1')).toEqual(who);
  expect(at('/console/c/c-1/agenda?dia=2026-11-30')).toEqual(who);
  expect(at('/console/c/c-1/clinica/google')).toEqual(who);
});

test('of the inbox its lists and counts are asked for as well', () => {
  expect(at('/console/c/c-1/conversas')).toEqual([
    ...who,
    `${place}/queue?limit=50`,
    `${place}?limit=50&mode=human`,
    `${place}/counts`,
  ]);
  expect(at('/console/c/c-1/conversas/k-1?fila=todas')).toEqual([
    ...who,
    `${place}?limit=50`,
    `${place}/counts`,
  ]);
});

test('what the page itself has to find out first is not guessed', () => {
  expect(at('/console/c/c-1/conversas?fila=minhas')).toEqual([...who, `${place}/counts`]);
  expect(at('/console/c/c-1/conversas?q=helena')).toEqual(who);
  expect(at('/console/c/c-1/conversasabc')).toEqual(who);
});
