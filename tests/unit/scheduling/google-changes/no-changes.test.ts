import { beforeEach, describe, expect, it } from 'vitest';
import { eventIdOf } from '../../../../src/domain/scheduling/calendar-event.ts';
import {
  lia,
  otto,
  schedulingWorld,
  type SchedulingWorld,
} from '../../../support/worlds/scheduling-world.ts';
import { half, stepsIn } from './followed-clinic.ts';

let world: SchedulingWorld;
const { booked, follow, now } = stepsIn(() => world);
beforeEach(async () => {
  world = await schedulingWorld({});
});

/** So many, and that of Otto is the last one. */
async function useCalendars(count: number): Promise<void> {
  const { clinicId, google, shared, stores } = world;
  const ids = Array.from({ length: count }, (_, index) => `a-room-${index}@calendars.example`);
  for (const calendarId of ids) google.addCalendar({ calendarId });
  await stores.clinicCalendars.associate(clinicId, [
    { ...shared, calendarId: lia, professionalId: 'lia' },
    ...ids.map((calendarId) => ({ ...shared, calendarId })),
    { ...shared, calendarId: otto, professionalId: 'otto' },
  ]);
}

describe('what is no change:', () => {
  it('our own writes that come back', async () => {
    await booked('10:00');
    const calls = world.google.calls.length;
    await follow();
    expect(world.google.calls.slice(calls).map(({ call }) => call)).toEqual(['changes', 'changes']);
  });

  it('a calendar that cannot be read, or is not there any more', async () => {
    const visit = await booked('10:00');
    world.google.removeCalendar(lia);
    await world.stores.calendarFeeds.readSoon(world.clinicId);
    await world.readChanges();
    for (let tries = 0; tries < 20; tries += 1) {
      await world.work();
      world.clock.advance(10 * 60_000);
    }
    expect(await now(visit)).toMatchObject({ state: 'confirmed', slot: half('10:00') });
    expect(world.told()).toEqual([]);
  });

  it.each([
    ['a calendar that is not shared any more', async () => world.google.removeCalendar(otto)],
    ['more calendars than can be looked through', () => useCalendars(60)],
  ])('an event that may have been moved to %s', async (_, hide) => {
    const visit = await booked('10:00');
    world.google.moveEvent(lia, eventIdOf(visit), otto);
    await hide();
    await world.stores.calendarFeeds.readSoon(world.clinicId);
    await world.readChanges();
    for (let tries = 0; tries < 20; tries += 1) {
      await world.work();
      world.clock.advance(10 * 60_000);
    }
    expect(await now(visit)).toMatchObject({ state: 'confirmed', slot: half('10:00') });
    expect(world.told()).toEqual([]);
  });

  it('a sync token that expired: everything is read again, and nothing that happened meanwhile is missed', async () => {
    const [dragged, deleted] = [await booked('10:00'), await booked('11:00')];
    world.google.dragEvent(lia, eventIdOf(dragged), half('15:00'));
    world.google.deleteEvent(lia, eventIdOf(deleted));
    world.google.expireSyncTokens(lia);
    await follow();
    expect((await now(dragged)).slot).toEqual(half('15:00'));
    expect(await world.stateOf(deleted.id)).toEqual(['cancelled', 'by-calendar']);
  });
});
