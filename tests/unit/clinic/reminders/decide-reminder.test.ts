import { describe, expect, test } from 'vitest';
import { clinicId } from '../../../../src/domain/clinic/clinic.ts';
import { decideReminder, unreachable } from '../../../../src/domain/reminders/decide-reminder.ts';
import { planReminders } from '../../../../src/domain/reminders/plan-reminders.ts';
import type { Appointment } from '../../../../src/domain/scheduling/appointment.ts';
import { memoryIds } from '../../../../src/adapters/memory/system/ids.ts';
import { anAppointment } from '../../../support/builders/an-appointment.ts';

const timeZone = 'America/Sao_Paulo';
const quiet = { from: 1_200, to: 480 };
const at = (time: string, day = '2026-12-03') => new Date(`${day}T${time}:00-03:00`);
const ids = memoryIds();
const visit = (wish: Partial<Appointment> = {}) =>
  anAppointment({ ids, now: () => at('09:00', '2026-11-20') }, clinicId('c'), {
    state: 'confirmed',
    slot: { start: at('14:00'), end: at('14:30') },
    ...wish,
  });
const times = [{ daysBefore: 1, at: 600 }, { minutesBefore: 120 }] as const;
const decide = (now: Date, wish: Partial<Appointment> = {}, more: object = {}) => {
  const appointment = visit(wish);
  const planned = planReminders(times, { quiet, timeZone }, appointment.slot.start);
  return decideReminder(
    { appointment, planned, decided: [], isUnsettled: false, quiet, timeZone, ...more },
    now,
  );
};
const dayBefore = '2026-12-02';

describe('a reminder', () => {
  test('waits for its time', () => {
    expect(decide(at('09:00', '2026-11-25'))).toEqual({ skipped: [], next: at('10:00', dayBefore) });
  });

  test('goes out when it is due, and the next one is waited for', () => {
    expect(decide(at('10:01', dayBefore))).toMatchObject({
      skipped: [],
      remind: { rule: 'days:1' },
      next: at('12:00'),
    });
  });

  test('is sent once', () => {
    const decided = [{ rule: 'days:1', dueAt: at('10:00', dayBefore), decidedAt: at('10:01', dayBefore) }];
    expect(decide(at('10:02', dayBefore), {}, { decided })).toEqual({ skipped: [], next: at('12:00') });
  });

  test('that comes up late goes out while it is useful, and is skipped afterwards', () => {
    expect(decide(at('18:00', dayBefore)).remind).toBeDefined();
    expect(decide(at('08:30')).skipped).toMatchObject([{ rule: 'days:1', skipped: 'too-late' }]);
    expect(decide(at('13:50')).skipped).toMatchObject([
      { rule: 'days:1', skipped: 'next-one-due' },
      { rule: 'minutes:120', skipped: 'too-late' },
    ]);
  });

  test('that comes up late waits for the end of the night', () => {
    expect(decide(at('21:00', dayBefore))).toEqual({ skipped: [], next: at('08:00') });
  });

  test('does not follow the booking at once', () => {
    const { skipped, next } = decide(at('10:00', dayBefore), { createdAt: at('09:10', dayBefore) });
    expect(skipped).toMatchObject([{ rule: 'days:1', skipped: 'just-booked' }]);
    expect(next).toEqual(at('12:00'));
  });

  test('does not follow another one at once', () => {
    const decided = [{ rule: 'days:1', dueAt: at('10:00', dayBefore), decidedAt: at('10:30') }];
    const lastRemindedAt = at('10:30');
    expect(decide(at('12:00'), {}, { decided, lastRemindedAt }).skipped).toMatchObject([
      { skipped: 'just-reminded' },
    ]);
  });

  test('does not follow one of the time that the visit had before, nor its move', () => {
    const lastRemindedAt = at('11:00');
    expect(decide(at('12:00'), {}, { lastRemindedAt }).skipped.at(-1)).toMatchObject({
      skipped: 'just-reminded',
    });
    const movedAt = at('11:00');
    expect(decide(at('12:00'), {}, { movedAt }).skipped.at(-1)).toMatchObject({ skipped: 'just-booked' });
    expect(
      decide(at('12:00'), {}, { movedAt: at('09:00'), lastRemindedAt: at('09:00') }).remind,
    ).toBeDefined();
  });

  test('asks nobody who has said that they come', () => {
    expect(
      decide(at('12:00'), { attendanceConfirmedAt: at('11:00', dayBefore) }).skipped.at(-1),
    ).toMatchObject({
      skipped: 'already-confirmed',
    });
  });

  test('waits while the visit is being moved', () => {
    const step = decide(at('10:00', dayBefore), {}, { isUnsettled: true });
    expect(step).toEqual({ skipped: [], next: at('10:05', dayBefore) });
  });

  test.each(['cancelled', 'failed', 'held'] as const)('is of no visit that is %s', (state) => {
    expect(decide(at('10:00', dayBefore), { state })).toEqual({ skipped: [] });
  });

  test('is of no visit that has begun', () => {
    expect(decide(at('14:00'))).toEqual({ skipped: [] });
  });

  test('is skipped with a reason when it cannot reach the patient', () => {
    expect(unreachable({ how: 'none', because: 'no-conversation' })).toBe('no-conversation');
    expect(unreachable({ how: 'when-patient-writes' })).toBe('no-template');
    expect(unreachable({ how: 'template' })).toBeUndefined();
  });
});
