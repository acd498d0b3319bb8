import { describe, expect, test } from 'vitest';
import { recheckReminder } from '../../../../src/domain/reminders/recheck-reminder.ts';

const at = (time: string, day = '2026-12-03') => new Date(`${day}T${time}:00-03:00`);
const dayBefore = '2026-12-02';
const start = at('14:00');
const visit = { state: 'confirmed', slot: { start, end: at('14:30') } } as const;
const queued = { startsAt: start, dueAt: at('10:00', dayBefore), isUnsettled: false };
const recheck = (now: Date, appointment: object = {}, more: object = {}, optedOut = false) =>
  recheckReminder(
    {
      appointment: { ...visit, ...appointment },
      queued: { ...queued, ...more },
      isOptedOut: optedOut,
      quiet: { from: 1_200, to: 480 },
      timeZone: 'America/Sao_Paulo',
    },
    now,
  );

describe('a reminder whose message has waited', () => {
  test('goes when nothing has happened', () => {
    expect(recheck(at('10:30', dayBefore))).toEqual({ to: 'send' });
  });

  test.each([
    ['the patient has confirmed', { attendanceConfirmedAt: at('10:10', dayBefore) }, 'already-confirmed'],
    ['the visit was cancelled', { state: 'cancelled' }, 'no-longer-true'],
    ['the visit was moved', { slot: { start: at('15:00'), end: at('15:30') } }, 'no-longer-true'],
  ])('is dropped when %s', (_, appointment, because) => {
    expect(recheck(at('10:30', dayBefore), appointment)).toEqual({ to: 'drop', because });
  });

  test('is dropped when the patient wants no more messages, and when the visit has begun', () => {
    expect(recheck(at('10:30', dayBefore), {}, {}, true)).toEqual({ to: 'drop', because: 'opted-out' });
    expect(recheck(start)).toEqual({ to: 'drop', because: 'no-longer-true' });
  });

  test('waits for the end of the night, while that is worth something', () => {
    const [later, ends] = [at('14:00', '2026-12-04'), at('14:30', '2026-12-04')];
    const ahead = { startsAt: later, dueAt: at('19:00', dayBefore) };
    expect(recheck(at('20:30', dayBefore), { slot: { start: later, end: ends } }, ahead)).toEqual({
      to: 'wait',
      until: at('08:00'),
    });
    const early = { startsAt: at('08:10'), dueAt: at('18:10', dayBefore) };
    const slot = { start: at('08:10'), end: at('08:40') };
    expect(recheck(at('20:30', dayBefore), { slot }, early)).toEqual({ to: 'drop', because: 'too-late' });
  });

  test('waits while the visit is being moved', () => {
    expect(recheck(at('10:30', dayBefore), {}, { isUnsettled: true })).toEqual({
      to: 'wait',
      until: at('10:35', dayBefore),
    });
  });
});
