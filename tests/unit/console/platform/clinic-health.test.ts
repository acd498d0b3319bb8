import { expect, test } from 'vitest';
import { byUrgency, clinicHealth } from '../../../../console/src/platform/clinic-health.ts';

const on = { isActive: true, simulation: false };
const connected = { google: 'connected', numbers: 1 } as const;
const none = { now: 0, today: 0, later: 0, google: 0, whatsapp: 0 };

test('a clinic without open alerts is well, or says that nothing goes out', () => {
  expect(clinicHealth(on, none, connected)).toEqual({ state: 'good', text: 'Tudo em ordem', marks: [] });
  expect(clinicHealth({ ...on, simulation: true }, none).text).toBe('Só simula: nada sai');
});

test('while nobody knows its connections, a clinic is not called well', () => {
  expect(clinicHealth(on)).toEqual({ state: 'off', text: 'Verificando…', marks: [] });
  expect(clinicHealth(on, { ...none, today: 1 })).toMatchObject({
    state: 'bad',
    text: 'Alerta: 1 para hoje',
  });
});

test('open alerts are told by how soon somebody has to look', () => {
  expect(clinicHealth(on, { ...none, now: 1, today: 2, later: 3 })).toEqual({
    state: 'bad',
    text: 'Alertas: 1 urgente, 2 para hoje, 3 sem pressa',
    marks: [],
  });
  expect(clinicHealth(on, { ...none, now: 120 }).text).toBe('Alertas: 120 urgentes');
  expect(clinicHealth(on, { ...none, later: 1 })).toMatchObject({
    state: 'warn',
    text: 'Alerta: 1 sem pressa',
  });
});

test('what is wrong with Google or WhatsApp is named', () => {
  const { marks } = clinicHealth(on, { ...none, now: 1, today: 1, google: 1, whatsapp: 1 });
  expect(marks).toEqual(['Problema no Google', 'Problema no WhatsApp']);
});

test('a clinic that nobody has connected yet does not look well', () => {
  const { state, text, marks } = clinicHealth(on, none, { google: 'not_connected', numbers: 0 });
  expect([state, text]).toEqual(['warn', 'Falta conectar']);
  expect(marks).toEqual(['Sem Google', 'Sem número']);
});

test('how a connection stands is said in place of the alert about it', () => {
  const open = { ...none, today: 2, google: 1, whatsapp: 1 };
  expect(clinicHealth(on, open, { google: 'reconnect_required', numbers: 2 }).marks).toEqual([
    'Google: conectar de novo',
    'Problema no WhatsApp',
  ]);
});

test('a clinic that is switched off says so whatever is open', () => {
  expect(clinicHealth({ ...on, isActive: false }, { ...none, now: 9, google: 9 })).toEqual({
    state: 'off',
    text: 'Desativada: não recebe nem envia',
    marks: [],
  });
});

test('one urgent alert comes before many that can wait', () => {
  const urgent = { ...none, now: 1 };
  const many = { ...none, today: 50, later: 50 };
  expect([undefined, many, { ...none, later: 1 }, urgent].toSorted(byUrgency)).toEqual([
    urgent,
    many,
    { ...none, later: 1 },
    undefined,
  ]);
});
