import { beforeEach, describe, expect, it } from 'vitest';
import { defaultSyncPolicy } from '../../../../src/domain/scheduling/sync-policy.ts';
import { lia, schedulingWorld, type SchedulingWorld } from '../../../support/worlds/scheduling-world.ts';
import { fateIn, refused, stepsIn, type Fates } from './steps.ts';

let world: SchedulingWorld;
let fates: Fates;
beforeEach(async () => {
  fates = {};
  world = await schedulingWorld({ fateOf: (call) => fateIn(fates, call) });
});
const { book, calls, workUntilRest, workUntilTold } = stepsIn(() => world);

describe('a requested appointment that Google does not take at once', () => {
  it('is tried again with growing waits, given up after two hours, and handed to a human', async () => {
    const { id } = await book();
    fates.insert = Array.from({ length: 100 }, () => refused('transient'));
    const started = world.clock.now();
    await workUntilTold(2);
    expect(await world.stateOf(id)).toEqual(['failed', 'calendar-unavailable']);
    const waited = world.clock.now().getTime() - started.getTime();
    expect(waited).toBeGreaterThanOrEqual(defaultSyncPolicy.patienceMs);
    expect(waited).toBeLessThan(defaultSyncPolicy.patienceMs + 2 * defaultSyncPolicy.capMs);
    expect(world.told()).toMatchObject([
      expect.stringContaining('Ainda estou registrando'),
      expect.stringContaining('Passei o pedido para a nossa equipe'),
    ]);
    expect(world.db.conversations.get(world.patient.conversationId)).toMatchObject({
      mode: 'human',
      epoch: 1,
    });
    expect(world.openAlerts()).toEqual(['booking-failed']);
  });

  it('is given up sooner the sooner the visit is', async () => {
    world.clock.advance(22 * 3_600_000);
    const { id } = await book();
    fates.insert = Array.from({ length: 100 }, () => refused('transient'));
    const started = world.clock.now();
    await workUntilTold(2);
    expect(await world.stateOf(id)).toEqual(['failed', 'calendar-unavailable']);
    const minutes = (world.clock.now().getTime() - started.getTime()) / 60_000;
    // three hours are left to the visit
    expect([minutes >= 45, minutes < 55]).toEqual([true, true]);
  });

  it('that takes longer than half a minute is told so, once', async () => {
    const { id } = await book();
    fates.insert = Array.from({ length: 9 }, () => refused('transient'));
    const from = world.clock.now().getTime();
    await workUntilTold(1);
    expect(world.told()).toMatchObject([expect.stringContaining('ainda não está confirmado')]);
    expect(world.clock.now().getTime() - from).toBeLessThan(30_000);
    await workUntilRest();
    expect(await world.stateOf(id)).toEqual(['confirmed', undefined]);
    expect(world.told().slice(1)).toMatchObject([expect.stringContaining('Horário confirmado')]);
  });

  it('waits as long as Google asks', async () => {
    await book();
    fates.insert = [refused('transient', { retryAfterMs: 90_000 })];
    await world.work();
    expect(await world.stores.appointments.msUntilDue()).toBe(90_000);
  });

  it.each(['not-writable', 'not-found'] as const)(
    'fails at once when its calendar is %s',
    async (failure) => {
      const { id } = await book();
      fates.insert = Array.from({ length: 10 }, () => refused(failure));
      await world.work();
      const reachability = failure === 'not-found' ? 'unreachable' : failure;
      expect(await world.stateOf(id)).toEqual(['failed', `calendar-${reachability}`]);
      const [calendar] = await world.stores.clinicCalendars.active(world.clinicId);
      expect(calendar).toMatchObject({ calendarId: lia, reachability });
      expect(world.openAlerts()).toEqual([
        ...(failure === 'not-writable' ? ['calendar-not-writable'] : []),
        'booking-failed',
      ]);
      expect(world.told()).toHaveLength(1);
    },
  );

  it('is not written into a calendar of which nobody knows whether it is free', async () => {
    const { id } = await book();
    world.google.removeCalendar(lia);
    await world.work();
    expect(await world.stateOf(id)).toEqual(['failed', 'calendar-unreachable']);
    expect(calls()).not.toContain('insert');
  });

  it('waits for a connection that does not work, says so, and is confirmed when it works again', async () => {
    const { id } = await book();
    world.setAccess('reconnect-required');
    await world.work();
    expect(await world.stateOf(id)).toEqual(['held', undefined]);
    expect(world.openAlerts()).toEqual(['calendar-access']);
    world.clock.advance(30 * 60_000);
    await world.work();
    world.setAccess(undefined);
    world.clock.advance(30 * 60_000);
    await world.work();
    expect(await world.stateOf(id)).toEqual(['confirmed', undefined]);
    expect(world.openAlerts()).toEqual([]);
    expect(world.told()).toMatchObject([
      expect.stringContaining('Ainda estou registrando'),
      expect.stringContaining('Horário confirmado'),
    ]);
  });

  it('does not let the patient wait for a connection for ever', async () => {
    const { id } = await book();
    world.setAccess('not-connected');
    await world.work();
    // at once: nobody will know within half a minute
    expect(world.told()).toMatchObject([expect.stringContaining('Ainda estou registrando')]);
    await workUntilRest();
    expect(await world.stateOf(id)).toEqual(['failed', 'no-calendar-access']);
    expect(world.told()).toHaveLength(2);
  });

  it.each([
    ['missing-scope', 'calendar-access'],
    ['unauthorized', 'calendar-access'],
    ['deployment', 'google-misconfigured'],
  ] as const)('waits and alerts when a call is refused as %s', async (failure, alert) => {
    const { id } = await book();
    fates.insert = [refused(failure)];
    await world.work();
    expect(await world.stateOf(id)).toEqual(['held', undefined]);
    expect(world.openAlerts()).toEqual([alert]);
    world.clock.advance(10 * 60_000);
    await world.work();
    expect(await world.stateOf(id)).toEqual(['confirmed', undefined]);
  });
});
