import { describe, expect, it } from 'vitest';
import {
  auditFilterOf,
  auditQuery,
  isFiltered,
} from '../../../../console/src/clinic/records/audit-filters.ts';
import { actions, actsByArea } from '../../../../console/src/clinic/records/audit-words.ts';

describe('what the record is looked through for', () => {
  it('is read from the address, and nothing else that stands there', () => {
    const filter = { quem: 'user:bia', ato: 'patient.erase', de: '2026-11-01', ate: '2026-11-30' };
    expect(auditFilterOf({ ...filter, periodo: '7d' })).toEqual(filter);
    const odd = { quem: ' ', ato: 'x'.repeat(81), de: '2026-13-01', ate: 20261130 };
    expect(auditFilterOf(odd)).toEqual({});
    expect([isFiltered(filter), isFiltered({}), isFiltered({ quem: undefined })]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is asked for in days of the clinic, both included, also where its clocks change', () => {
    expect(auditQuery({ de: '2026-11-29', ate: '2026-11-30' }, 'America/Sao_Paulo')).toEqual({
      from: '2026-11-29T03:00:00.000Z',
      to: '2026-12-01T03:00:00.000Z',
    });
    expect(auditQuery({ de: '2026-03-29', ate: '2026-03-29' }, 'Europe/Lisbon')).toEqual({
      from: '2026-03-29T00:00:00.000Z',
      to: '2026-03-29T23:00:00.000Z',
    });
    expect(auditQuery({ quem: 'key:1', ato: 'context.save' }, 'UTC')).toEqual({
      actor: 'key:1',
      action: 'context.save',
    });
  });
});

it('every act that has words can be chosen, once', () => {
  const offered = actsByArea().flatMap(({ acts }) => acts.map(([action]) => action));
  expect(offered.toSorted()).toEqual(Object.keys(actions).toSorted());
  expect(actsByArea().every(({ acts }) => acts.length > 0)).toBe(true);
});
