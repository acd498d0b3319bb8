import { beforeEach, describe, expect, it } from 'vitest';
import type { CalendarCall } from '../../../src/adapters/memory/scheduling/google-calendar.ts';
import { eventIdOf } from '../../../src/domain/scheduling/calendar-event.ts';
import { defaultSyncPolicy } from '../../../src/domain/scheduling/sync-policy.ts';
import {
  at,
  lia,
  otto,
  schedulingWorld,
  type SchedulingWorld,
} from '../../support/worlds/scheduling-world.ts';

const hour = 3_600_000;

describe('a calendar whose usage limit is reached', () => {
  let world: SchedulingWorld;
  /** Google’s limit is on, for this calendar. */
  let limited: string | undefined;
  beforeEach(async () => {
    limited = lia;
    const isRefused = ({ call, calendarId }: CalendarCall) =>
      (call === 'insert' || call === 'remove') && calendarId === limited;
    world = await schedulingWorld({
      fateOf: (call) =>
        isRefused(call)
          ? { fate: 'refused', failure: { failure: 'quota', reason: 'quotaExceeded' } }
          : { fate: 'done' },
    });
  });
  const book = (start: Date, professionalId = 'lia') => {
    const { clinicId, patient } = world;
    return world.bookAppointment({
      ...{ clinicId, serviceId: 'geral', professionalId, start, intent: 'book', ...patient },
    });
  };
  const writes = () => world.google.calls.filter(({ call }) => call === 'insert' || call === 'remove').length;
  /** Workers look whenever something is due, until so much time has passed. */
  const workFor = async (ms: number) => {
    const end = world.clock.now().getTime() + ms;
    for (;;) {
      if ((await world.work()).length > 0) continue;
      const left = end - world.clock.now().getTime();
      if (left <= 0) return;
      world.clock.advance(Math.min(left, (await world.stores.appointments.msUntilDue()) ?? left));
    }
  };

  it('is not written to for hours, whoever waits; all is written when the limit is over, by itself', async () => {
    const first = await book(at('10:00'));
    await world.work();
    const second = await book(at('11:00'));
    await workFor(1.5 * hour);
    expect(writes()).toBe(1);
    expect(await world.stateOf(first.id)).toEqual(['held', undefined]);
    expect(await world.stateOf(second.id)).toEqual(['held', undefined]);
    expect(world.openAlerts()).toEqual(['calendar-writes-paused']);
    limited = undefined;
    await workFor(3.5 * hour);
    expect(await world.stateOf(first.id)).toEqual(['confirmed', undefined]);
    expect(await world.stateOf(second.id)).toEqual(['confirmed', undefined]);
    expect(world.openAlerts()).toEqual([]);
    const [calendar] = await world.stores.clinicCalendars.active(world.clinicId);
    expect(calendar).not.toHaveProperty('writesResumeAt');
  });

  it('tells the patient the truth at once, and once', async () => {
    await book(at('10:00'));
    await workFor(1.5 * hour);
    expect(world.told()).toEqual([
      expect.stringMatching(/terça-feira, 03\/03, às 10:00[^]*algumas horas[^]*ainda não está confirmado/),
    ]);
    limited = undefined;
    await workFor(3.5 * hour);
    expect(world.told()[1]).toContain('Horário confirmado');
    expect(world.told()).toHaveLength(2);
  });

  it('is tried a few times a day while the limit lasts, and the wish outlives it', async () => {
    const { id } = await book(at('10:00', '2026-03-05'));
    await workFor(24 * hour);
    expect([writes() >= 5, writes() <= 14]).toEqual([true, true]);
    limited = undefined;
    await workFor(4 * hour);
    expect(await world.stateOf(id)).toEqual(['confirmed', undefined]);
  });

  it('does not keep other calendars from being written to, nor itself from being read', async () => {
    await book(at('10:00'));
    await world.work();
    const other = await book(at('15:00'), 'otto');
    await world.work();
    expect(await world.stateOf(other.id)).toEqual(['confirmed', undefined]);
    expect(world.google.events(otto)).toHaveLength(1);
    // somebody takes the next wish's time: that is seen although nothing is written
    const taken = await book(at('11:00'));
    world.google.addEvent(lia, { eventId: 'surgery', slot: { start: at('11:00'), end: at('12:00') } });
    await world.work();
    expect(await world.stateOf(taken.id)).toEqual(['failed', 'calendar-busy']);
  });

  it('confirms what had been written before its answer was lost', async () => {
    limited = undefined;
    const { id } = await book(at('10:00'));
    const [sync] = await world.stores.appointments.claim(1, 1_000);
    const { slot } = sync!.appointment;
    const eventId = eventIdOf(sync!.appointment);
    await world.stores.appointments.aboutToWrite(sync!, { calendarId: lia, eventId, slot });
    world.google.addEvent(lia, { eventId, slot, appointmentId: id });
    const until = new Date(world.clock.now().getTime() + 3 * hour);
    await world.stores.clinicCalendars.pauseWrites(world.clinicId, lia, until);
    world.clock.advance(1_000);
    await world.work();
    expect(await world.stateOf(id)).toEqual(['confirmed', undefined]);
  });

  it('does not let a patient wait beyond the visit: people go on', async () => {
    // at nine o’clock, for half past eleven
    const { id } = await book(at('11:30', '2026-03-02'));
    await world.work();
    expect(await world.stateOf(id)).toEqual(['failed', 'calendar-usage-limit']);
    expect(world.told()).toEqual([expect.stringContaining('Passei o pedido para a nossa equipe')]);
    expect(world.openAlerts()).toEqual(['calendar-writes-paused', 'booking-failed']);
  });

  it('keeps the event of a cancelled visit for the time being; who wants that time waits for it', async () => {
    limited = undefined;
    const { id } = await book(at('10:00'));
    await world.work();
    limited = lia;
    const { clinicId } = world;
    await world.cancelAppointment({ clinicId, appointmentId: id, by: 'patient' });
    await world.work();
    expect(writes()).toBe(2);
    const { appointments } = world.stores;
    const second = {
      ...(await appointments.get(clinicId, id))!,
      id: 'second' as typeof id,
      seriesId: 'second',
    };
    await appointments.apply(clinicId, [
      {
        change: 'hold',
        appointment: { ...second, state: 'held', requestedAt: world.clock.now(), version: 1 },
      },
    ]);
    await workFor(hour);
    expect(await world.stateOf(second.id)).toEqual(['held', 'by-patient']);
    expect(writes()).toBe(2);
    limited = undefined;
    await workFor(10 * hour);
    expect((await world.stateOf(second.id))[0]).toBe('confirmed');
    expect(world.google.events(lia)).toMatchObject([{ appointmentId: second.id }]);
    expect(world.openAlerts()).toEqual([]);
  });

  it('is patient anew when it is written to again', async () => {
    let isUnwell = false;
    world = await schedulingWorld({
      fateOf: ({ call }) =>
        call !== 'insert' || limited === undefined
          ? { fate: 'done' }
          : { fate: 'refused', failure: { failure: isUnwell ? 'transient' : 'quota', reason: 'told' } },
    });
    const { id } = await book(at('10:00'));
    await world.work();
    isUnwell = true;
    await workFor(defaultSyncPolicy.writesPauseMs * 1.25 + defaultSyncPolicy.writesSpreadMs);
    expect(await world.stateOf(id)).toEqual(['held', undefined]);
    limited = undefined;
    await workFor(hour);
    expect(await world.stateOf(id)).toEqual(['confirmed', undefined]);
  });
});
