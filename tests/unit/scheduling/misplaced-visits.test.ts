import { describe, expect, it } from 'vitest';
import { makeFindMisplacedVisits } from '../../../src/application/scheduling/find-misplaced-visits.ts';
import { makeMoveMisplacedVisits } from '../../../src/application/scheduling/move-misplaced-visits.ts';
import { eventIdOf } from '../../../src/domain/scheduling/calendar-event.ts';
import { makeResolveClinicContext } from '../../../src/application/clinic/resolve-clinic-context.ts';
import {
  at,
  lia,
  otto,
  room,
  schedulingWorld,
  workUntilRest,
} from '../../support/worlds/scheduling-world.ts';

async function withOneVisit() {
  const world = await schedulingWorld();
  const { clinicId, stores, clock, bookAppointment, shared } = world;
  const { alerts, appointments, clinicCalendars, clinics } = stores;
  const resolveClinicContext = makeResolveClinicContext({ clinics, readContexts: new Map() });
  const find = makeFindMisplacedVisits({
    appointments,
    clinicCalendars,
    resolveClinicContext,
    alerts,
    clock,
  });
  const visit = await bookAppointment({
    ...{ clinicId, serviceId: 'pele', start: at('10:00'), intent: 'book' },
  });
  await workUntilRest(world);
  const choose = async (...calendars: readonly object[]) => {
    await clinicCalendars.associate(
      clinicId,
      calendars.map((calendar) => ({ ...shared, calendarId: lia, ...calendar })),
    );
    return find(clinicId);
  };
  const move = makeMoveMisplacedVisits({ findMisplacedVisits: find, appointments, alerts });
  return { world, visit, find: () => find(clinicId), choose, move };
}

describe('visits to come in calendars that the clinic has left', () => {
  it('are listed with where they belong, and are an alert until they are not', async () => {
    const { world, visit, find, choose } = await withOneVisit();
    expect(await find()).toEqual([]);
    const others = await choose(
      { calendarId: room, professionalId: 'lia' },
      { calendarId: otto, professionalId: 'otto' },
    );
    expect(others).toMatchObject([
      { appointment: { id: visit.id }, belongsTo: room, why: 'calendar-not-in-use' },
    ]);
    expect(world.openAlerts()).toEqual(['calendar-left-visits']);
    expect(
      await choose(
        { professionalId: 'lia', chosenUse: 'busy' },
        { calendarId: room, professionalId: 'lia', chosenUse: 'write' },
      ),
    ).toMatchObject([{ belongsTo: room, why: 'calendar-not-in-use' }]);
    expect(await choose({}, { calendarId: room, professionalId: 'lia' })).toMatchObject([
      { belongsTo: room, why: 'other-calendar' },
    ]);
    expect(await choose({ professionalId: 'lia' })).toEqual([]);
    expect(world.openAlerts()).toEqual([]);
  });

  it('are no more when they are cancelled or over', async () => {
    const { world, visit, find, choose } = await withOneVisit();
    expect(await choose({ calendarId: room, professionalId: 'lia' })).toHaveLength(1);
    await world.cancelAppointment({ clinicId: world.clinicId, appointmentId: visit.id, by: 'clinic' });
    expect(await find()).toEqual([]);
    expect(world.openAlerts()).toEqual([]);
  });
});

describe('visits to come, after the clinic has chosen other calendars,', () => {
  it('are written there, leave the former calendar, and no patient is told', async () => {
    const { world, visit, find, choose, move } = await withOneVisit();
    world.db.messages.length = 0;
    await choose({ calendarId: room, professionalId: 'lia' });
    expect(await move.ofClinic(world.clinicId)).toEqual({ moved: 1, left: [] });
    await workUntilRest(world);
    const moved = (await world.stores.appointments.get(world.clinicId, visit.id))!;
    expect(moved).toMatchObject({ state: 'confirmed', calendarId: room, slot: visit.slot });
    expect(world.google.events(room)).toMatchObject([{ eventId: eventIdOf(moved), slot: visit.slot }]);
    expect(world.google.events(lia)).toEqual([]);
    expect([world.told(), world.openAlerts(), await find()]).toEqual([[], [], []]);
    // what it left behind is not read as somebody's deletion
    await world.stores.calendarFeeds.readSoon(world.clinicId);
    await world.readChanges();
    await workUntilRest(world);
    expect(await world.stateOf(visit.id)).toEqual(['confirmed', undefined]);
  });

  it('that are cancelled before they are written there leave the former calendar as well', async () => {
    const { world, visit, choose, move } = await withOneVisit();
    await choose({ calendarId: room, professionalId: 'lia' });
    await move.ofClinic(world.clinicId);
    await world.cancelAppointment({ clinicId: world.clinicId, appointmentId: visit.id, by: 'patient' });
    await workUntilRest(world);
    expect([lia, otto, room].flatMap((calendarId) => world.google.events(calendarId))).toEqual([]);
  });

  it('stay where another one has the time, with the reason, and are moved when that has gone', async () => {
    const { world, visit, choose, move, find } = await withOneVisit();
    const { clinicId, stores } = world;
    const id = '01900000-0000-7000-8000-000000000001' as typeof visit.id;
    const row = structuredClone(world.db.book.appointments.get(visit.id)!);
    const others = { id, seriesId: id, calendarId: room, professionalId: 'another' };
    world.db.book.appointments.set(id, { ...row, appointment: { ...row.appointment, ...others } });
    await choose({ calendarId: room, professionalId: 'lia' });
    expect(await find()).toMatchObject([{ appointment: { id: visit.id }, blockedBy: 'taken' }]);
    expect(await move.ofClinic(clinicId)).toMatchObject({ moved: 0, left: [{ blockedBy: 'taken' }] });
    expect(world.openAlerts()).toEqual(['calendar-left-visits']);
    world.db.book.appointments.delete(id);
    await move.round(() => true);
    expect((await stores.appointments.get(clinicId, visit.id))?.calendarId).toBe(room);
    expect(world.openAlerts()).toEqual([]);
  });

  it('wait for the clinic where it is asked about a deletion, or has not said where they go', async () => {
    const { world, visit, choose, move } = await withOneVisit();
    Object.assign(world.db.book.appointments.get(visit.id)!.appointment, { askedAbout: 'deletion' });
    await choose({ calendarId: room, professionalId: 'lia' });
    expect(await move.ofClinic(world.clinicId)).toMatchObject({ left: [{ blockedBy: 'deletion-asked' }] });
    await choose({ calendarId: room, professionalId: 'lia' }, { calendarId: otto, professionalId: 'lia' });
    expect(await move.ofClinic(world.clinicId)).toMatchObject({ left: [{ blockedBy: 'unclear-calendar' }] });
  });
});
