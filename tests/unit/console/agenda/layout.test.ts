import { describe, expect, test } from 'vitest';
import type { Agenda } from '../../../../client/atende-client.ts';
import {
  dayColumns,
  hoursShown,
  partOn,
  weekColumns,
  weekOf,
} from '../../../../console/src/agenda/layout.ts';

const zone = 'America/Sao_Paulo';
const at = (time: string, day = '2026-11-30') => `${day}T${time}:00-03:00`;
const span = (from: string, to: string) => ({ start: at(from), end: at(to) });

const visit = (id: string, professionalId?: string) =>
  ({ id, ...span('08:30', '09:00'), professionalId, serviceName: 'Consulta', state: 'confirmed' }) as never;
const agenda = (more: Partial<Agenda> = {}): Agenda => ({
  timeZone: zone,
  professionals: [
    { id: 'lara', name: 'Dra. Lara', working: [span('08:00', '12:00')] },
    { id: 'otavio', name: 'Dr. Otávio', working: [] },
  ],
  appointments: [visit('one', 'lara')],
  google: 'read',
  calendars: [
    { calendarId: 'l', summary: 'Lara', professionalId: 'lara', busy: [span('10:00', '11:00')] },
    { calendarId: 'o', summary: 'Otávio', professionalId: 'otavio', busy: 'unknown' },
    { calendarId: 'all', summary: 'Clínica', busy: [span('13:00', '14:00')] },
  ],
  asOf: at('07:00'),
  ...more,
});

describe('the columns of a day', () => {
  test('hold what is each professional’s, and what keeps everybody', () => {
    const [lara, otavio] = dayColumns(agenda(), '2026-11-30');
    expect(lara).toMatchObject({
      working: [{ from: 480, to: 720 }],
      busy: [
        { from: 600, to: 660 },
        { from: 780, to: 840 },
      ],
      visits: [{ from: 510, to: 540 }],
      isUnknown: false,
    });
    expect(otavio).toMatchObject({ busy: [{ from: 780, to: 840 }], visits: [], isUnknown: true });
  });

  test('have one for what is nobody’s only when there is something', () => {
    expect(dayColumns(agenda(), '2026-11-30')).toHaveLength(2);
    const names = dayColumns(agenda({ appointments: [visit('two')] }), '2026-11-30').map(({ name }) => name);
    expect(names).toEqual(['Dra. Lara', 'Dr. Otávio', 'Sem profissional']);
  });

  test('do not call a calendar unreadable that nobody could ask for', () => {
    const columns = dayColumns(agenda({ google: 'not-connected' }), '2026-11-30');
    expect(columns.map(({ isUnknown }) => isUnknown)).toEqual([false, false]);
  });
});

test('a span lies on each day with its part', () => {
  const night = { start: at('22:00'), end: at('02:00', '2026-12-01') };
  expect(partOn(night, '2026-11-30', zone)).toEqual({ from: 1_320, to: 1_440 });
  expect(partOn(night, '2026-12-01', zone)).toEqual({ from: 0, to: 120 });
  expect(partOn(night, '2026-12-02', zone)).toBeUndefined();
  const wholeDay = { start: at('00:00'), end: at('00:00', '2026-12-01') };
  expect(partOn(wholeDay, '2026-11-30', zone)).toEqual({ from: 0, to: 1_440 });
});

test('a week begins on Monday, and holds one professional', () => {
  expect(weekOf('2026-12-06')).toEqual(weekOf('2026-11-30'));
  const columns = weekColumns(agenda(), weekOf('2026-12-02'), 'lara');
  expect(columns.map(({ visits }) => visits.length)).toEqual([1, 0, 0, 0, 0, 0, 0]);
});

test('the hours shown reach as far as anything does, and a blocked day does not stretch them', () => {
  expect(hoursShown(dayColumns(agenda(), '2026-11-30'))).toEqual({ from: 480, to: 1_080 });
  const blocked = {
    calendarId: 'x',
    summary: 'x',
    busy: [{ start: at('00:00'), end: at('00:00', '2026-12-01') }],
  };
  const early = agenda({
    professionals: [{ id: 'lara', name: 'Dra. Lara', working: [span('06:30', '19:20')] }],
    calendars: [blocked],
  });
  expect(hoursShown(dayColumns(early, '2026-11-30'))).toEqual({ from: 360, to: 1_200 });
});
