import { beforeEach, describe, expect, it } from 'vitest';
import { eventIdOf } from '../../../../src/domain/scheduling/calendar-event.ts';
import { defaultSyncPolicy } from '../../../../src/domain/scheduling/sync-policy.ts';
import {
  at,
  lia,
  otto,
  room,
  schedulingWorld,
  workUntilRest,
  type SchedulingWorld,
} from '../../../support/worlds/scheduling-world.ts';
import { half, stepsIn } from './followed-clinic.ts';

let world: SchedulingWorld;
const { booked, follow, now, eventsOf } = stepsIn(() => world);
beforeEach(async () => {
  world = await schedulingWorld({});
});

describe('an event that somebody drags in Google', () => {
  it('moves its visit, and the patient is told once, after a quiet time', async () => {
    const visit = await booked('10:00');
    world.google.dragEvent(lia, eventIdOf(visit), half('15:00'));
    await world.stores.calendarFeeds.readSoon(world.clinicId);
    await world.readChanges();
    await world.work();
    expect(await now(visit)).toMatchObject({ state: 'confirmed', slot: half('15:00') });
    expect(world.told()).toEqual([]);
    world.clock.advance(defaultSyncPolicy.newsQuietMs);
    await workUntilRest(world);
    expect(world.told()).toEqual([expect.stringMatching(/A clínica mudou o seu horário[^]*15:00/)]);
    await follow();
    expect(world.told()).toHaveLength(1);
    expect(world.openAlerts()).toEqual([]);
  });

  it('in several steps is told by its last one, and dragged back it is not told at all', async () => {
    const visit = await booked('10:00');
    const drag = async (time: string) => {
      world.google.dragEvent(lia, eventIdOf(visit), half(time));
      await world.stores.calendarFeeds.readSoon(world.clinicId);
      await world.readChanges();
      while ((await world.work()).length > 0);
      world.clock.advance(10_000);
    };
    await drag('15:00');
    await drag('16:00');
    await drag('10:00');
    await workUntilRest(world);
    expect(world.told()).toEqual([]);
    await drag('15:00');
    await drag('16:00');
    await workUntilRest(world);
    expect(world.told()).toEqual([expect.stringContaining('16:00')]);
  });

  it('may be longer, and frees what it left', async () => {
    const visit = await booked('10:00');
    world.google.dragEvent(lia, eventIdOf(visit), { start: at('15:00'), end: at('16:00') });
    await follow();
    expect((await now(visit)).slot).toEqual({ start: at('15:00'), end: at('16:00') });
    await expect(booked('10:00')).resolves.toMatchObject({ state: 'confirmed' });
    await expect(booked('15:30')).rejects.toThrow('no longer free');
  });

  it('into the calendar of another professional goes to that professional', async () => {
    const visit = await booked('15:00');
    world.google.moveEvent(lia, eventIdOf(visit), otto);
    await follow();
    expect(await now(visit)).toMatchObject({ state: 'confirmed', calendarId: otto, professionalId: 'otto' });
    expect(world.told()).toEqual([expect.stringContaining('Dr. Otto')]);
  });

  it('onto another visit goes back to its place, with an alert', async () => {
    const first = await booked('10:00');
    const second = await booked('11:00');
    world.google.dragEvent(lia, eventIdOf(second), half('10:00'));
    await follow();
    expect((await now(second)).slot).toEqual(half('11:00'));
    expect((await now(first)).slot).toEqual(half('10:00'));
    expect(eventsOf(lia)).toEqual([half('10:00'), half('11:00')]);
    expect(world.told()).toEqual([]);
    expect(world.openAlerts()).toEqual(['calendar-conflict']);
  });

  it.each([
    ['into the past', () => half('08:00', '2026-03-02')],
    ['to the whole day', () => undefined],
  ])('%s goes back to its place, with an alert', async (_, slot) => {
    const visit = await booked('10:00');
    world.google.dragEvent(lia, eventIdOf(visit), slot());
    await follow();
    expect(eventsOf(lia)).toEqual([half('10:00')]);
    expect(world.told()).toEqual([]);
    expect(world.openAlerts()).toEqual(['calendar-conflict']);
  });

  it('into a calendar that the clinic does not use goes back to its place, with an alert', async () => {
    const { clinicId, shared } = world;
    const liaAndOtto = [
      { ...shared, calendarId: lia, professionalId: 'lia' },
      { ...shared, calendarId: otto, professionalId: 'otto' },
    ];
    await world.stores.clinicCalendars.associate(clinicId, [...liaAndOtto, { ...shared, calendarId: room }]);
    await world.stores.clinicCalendars.associate(clinicId, liaAndOtto);
    const visit = await booked('10:00');
    world.google.moveEvent(lia, eventIdOf(visit), room);
    await follow();
    expect(eventsOf(lia)).toEqual([half('10:00')]);
    expect(eventsOf(room)).toEqual([]);
    expect(world.openAlerts()).toEqual(['calendar-conflict']);
    expect(world.told()).toEqual([]);
  });

  it('out of hours is followed, and the clinic is asked to look', async () => {
    const visit = await booked('10:00');
    world.google.dragEvent(lia, eventIdOf(visit), half('19:00'));
    await follow();
    expect((await now(visit)).slot).toEqual(half('19:00'));
    expect(world.told()).toHaveLength(1);
    expect(world.openAlerts()).toEqual(['visit-outside-hours']);
  });

  it('out of hours onto another visit goes back, and nobody is told that it moved', async () => {
    const [first, second] = [await booked('10:00'), await booked('11:00')];
    world.google.dragEvent(lia, eventIdOf(first), half('19:00'));
    await follow();
    world.db.alerts.length = 0;
    world.google.dragEvent(lia, eventIdOf(second), half('19:00'));
    await follow();
    expect((await now(second)).slot).toEqual(half('11:00'));
    expect(world.openAlerts()).toEqual(['calendar-conflict']);
  });

  it('while the patient moves the visit stays where the patient wanted it, with an alert', async () => {
    const visit = await booked('10:00');
    const { clinicId } = world;
    await world.rescheduleAppointment({
      clinicId,
      appointmentId: visit.id,
      start: at('14:00'),
      intent: 'book',
    });
    world.google.dragEvent(lia, eventIdOf(visit), half('16:00'));
    await follow();
    expect(eventsOf(lia)).toEqual([half('14:00')]);
    expect(world.told()).toEqual([expect.stringMatching(/remarcado[^]*14:00/)]);
    expect(world.openAlerts()).toEqual(['calendar-conflict']);
  });
});

describe('an event that cannot be put back at once', () => {
  it('is no conflict that anybody is told of as mended, until it is', async () => {
    let isUp = false;
    world = await schedulingWorld({
      fateOf: ({ call }) =>
        call === 'putAt' && !isUp
          ? { fate: 'refused', failure: { failure: 'transient', reason: 'backendError' } }
          : { fate: 'done' },
    });
    await booked('10:00');
    const second = await booked('11:00');
    world.google.dragEvent(lia, eventIdOf(second), half('10:00'));
    await world.stores.calendarFeeds.readSoon(world.clinicId);
    await world.readChanges();
    await world.work();
    expect(eventsOf(lia)).toEqual([half('10:00'), half('10:00')]);
    expect(world.openAlerts()).toEqual([]);
    isUp = true;
    await workUntilRest(world);
    expect(eventsOf(lia)).toEqual([half('10:00'), half('11:00')]);
    expect(world.openAlerts()).toEqual(['calendar-conflict']);
  });
});

describe('a visit whose event was dragged and is not followed yet', () => {
  it('can be moved to where its event stands: it is not in its own way', async () => {
    const visit = await booked('10:00');
    world.google.dragEvent(lia, eventIdOf(visit), half('15:00'));
    const { clinicId } = world;
    const moved = await world.rescheduleAppointment({
      ...{ clinicId, appointmentId: visit.id, start: at('15:00'), intent: 'book' },
    });
    await workUntilRest(world);
    expect(await world.stateOf(moved.id)).toEqual(['confirmed', undefined]);
    await follow();
    expect(eventsOf(lia)).toEqual([half('15:00')]);
    expect(world.told()).toHaveLength(1);
  });
});
