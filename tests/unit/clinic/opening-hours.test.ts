import { describe, expect, it } from 'vitest';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { readClinicContext } from '../../../src/domain/clinic/document/contextualization.ts';
import { openAt } from '../../../src/domain/clinic/opening-hours.ts';

const hours = (horario_funcionamento: object) =>
  readClinicContext({ id: clinicId('c'), name: 'C', timeZone: 'UTC' }, { clinica: { horario_funcionamento } })
    .context.openingHours;
const day = (abertura: string, fechamento: string, more: object = {}) => ({ abertura, fechamento, ...more });
const at = (week: object, instant: string, zone = 'America/Sao_Paulo') =>
  openAt(hours(week), zone, new Date(instant));

describe('openAt', () => {
  it('closes at the very minute of closing', () => {
    const week = { segunda: day('08:00', '18:00') };
    expect(at(week, '2026-11-23T20:59:59Z')).toMatchObject({ state: 'open', closes: { minutes: 1_080 } });
    expect(at(week, '2026-11-23T21:00:00Z')).toMatchObject({
      state: 'closed',
      closedOn: '2026-11-23',
      next: { date: '2026-11-30', minutes: 480 },
    });
  });

  it.each([
    { intervalo: { inicio: '12:00', fim: '13:00' } },
    { intervalo: '12:00 às 13:00' },
    { intervalo: '12h-13h' },
    { almoco: [{ de: '12:00', ate: '13:00' }] },
    { intervalo_inicio: '12:00', intervalo_fim: '13:00' },
  ])('knows the break %j', (pause) => {
    expect(at({ segunda: day('08:00', '18:00', pause) }, '2026-11-23T15:30:00Z')).toMatchObject({
      state: 'closed',
      isBreak: true,
      next: { minutes: 780 },
    });
  });

  it('stays open across midnight', () => {
    const week = { sexta: day('19:00', '02:00') };
    expect(at(week, '2026-11-28T04:30:00Z')).toMatchObject({
      state: 'open',
      closes: { date: '2026-11-28', minutes: 120 },
    });
    expect(at(week, '2026-11-28T05:00:00Z')).toMatchObject({ state: 'closed', closedOn: '2026-11-28' });
  });

  it.each([
    ['2026-03-08T11:59:00Z', 'closed'],
    ['2026-03-08T12:00:00Z', 'open'],
    ['2026-11-01T12:30:00Z', 'closed'],
    ['2026-11-01T13:00:00Z', 'open'],
  ])('follows the clocks on the day they change: %s is %s', (instant, state) => {
    // New York: forward on 8 March 2026 (08:00 is 12:00Z), back on 1 November (08:00 is 13:00Z)
    expect(at({ domingo: day('08:00', '12:00') }, instant, 'America/New_York').state).toBe(state);
  });

  it('is closed on holidays of every year and of one', () => {
    const week = { dias_uteis: day('08:00', '18:00'), feriados: [{ data: '25/12' }, '2026-12-24'] };
    expect(at(week, '2026-12-25T15:00:00Z')).toMatchObject({ state: 'closed', next: { date: '2026-12-28' } });
    expect(at(week, '2026-12-24T15:00:00Z').state).toBe('closed');
    expect(at(week, '2027-12-24T15:00:00Z').state).toBe('open');
  });

  it('does not know hours that nobody wrote', () => {
    expect(at({ constructor: 1 }, '2026-12-25T15:00:00Z')).toEqual({ state: 'unknown' });
  });

  it('finds no opening when every day is closed', () => {
    expect(at({ segunda: null }, '2026-12-25T15:00:00Z')).toMatchObject({ state: 'closed', next: undefined });
  });
});
