import { beforeEach, describe, expect, it } from 'vitest';
import type { AvailabilityRequest } from '../../../src/application/scheduling/find-availability.ts';
import { NotConnected, ReconnectRequired } from '../../../src/domain/connection/connection-errors.ts';
import type { LocalDate } from '../../../src/domain/clinic/local-time.ts';
import { AppointmentNotFound, appointmentId } from '../../../src/domain/scheduling/appointment.ts';
import { ProfessionalNotFound, ServiceNotFound } from '../../../src/domain/scheduling/scheduling-errors.ts';
import {
  at,
  lia,
  otto,
  room,
  schedulingWorld,
  type SchedulingWorld,
} from '../../support/worlds/scheduling-world.ts';

const tuesday = '2026-03-03' as LocalDate;
const event = (from: string, to: string) => ({
  eventId: `event${from.replace(':', '')}`,
  slot: { start: at(from), end: at(to) },
});

describe('free times', () => {
  let world: SchedulingWorld;
  beforeEach(async () => {
    world = await schedulingWorld();
  });
  const find = (wish: Partial<AvailabilityRequest> = {}) =>
    world.findAvailability({
      clinicId: world.clinicId,
      serviceId: 'geral',
      from: tuesday,
      to: tuesday,
      ...wish,
    });
  /** `09:20 lia` */
  const times = async (wish: Partial<AvailabilityRequest> = {}) =>
    (await find(wish)).slots.map(({ slot, professionalId }) => {
      const clock = new Date(slot.start.getTime() - 3 * 3_600_000).toISOString().slice(11, 16);
      return `${clock} ${professionalId ?? 'nobody'}`;
    });
  const busyReads = () => world.google.calls.filter(({ call }) => call === 'busy').length;

  it('are those of everybody who offers the service, by their own hours, with room between visits', async () => {
    world.google.addEvent(lia, event('08:00', '16:00'));
    expect(await times()).toEqual([
      '14:00 otto',
      '14:40 otto',
      '15:20 otto',
      '16:00 lia',
      '16:00 otto',
      '16:40 lia',
      '16:40 otto',
      '17:20 lia',
      '17:20 otto',
    ]);
    expect(await times({ professionalId: 'otto', limit: 2 })).toEqual(['14:00 otto', '14:40 otto']);
    expect(new Set((await find({ serviceId: 'pele' })).slots.map(({ calendarId }) => calendarId))).toEqual(
      new Set([lia]),
    );
  });

  it('begin after the minimum notice and end with the horizon', async () => {
    const monday = '2026-03-02' as LocalDate;
    // it is nine o'clock
    expect((await times({ from: monday, to: monday, professionalId: 'lia' }))[0]).toBe('11:20 lia');
    const { slots } = await find({ from: new Date('2020-01-01'), to: new Date('2030-01-01') });
    expect(slots.at(-1)?.slot.start).toEqual(at('17:20', '2026-03-16'));
    expect(
      slots.filter(
        ({ slot }) => slot.start > at('00:00', '2026-03-04') && slot.start < at('23:00', '2026-03-04'),
      ),
    ).toEqual([]);
    expect(await times({ from: '2026-04-01' as LocalDate, to: '2026-04-30' as LocalDate })).toEqual([]);
    expect(await times({ from: at('12:00'), to: at('11:00') })).toEqual([]);
  });

  it('leave out what our own book holds, with its buffers, before Google shows it', async () => {
    await world.bookAppointment({
      clinicId: world.clinicId,
      serviceId: 'geral',
      professionalId: 'otto',
      start: at('14:40'),
      intent: 'hold',
    });
    expect(await times({ professionalId: 'otto' })).toEqual([
      '14:00 otto',
      '15:20 otto',
      '16:00 otto',
      '16:40 otto',
      '17:20 otto',
    ]);
  });

  it('that depend on an unreadable calendar are not offered, and it is said which one', async () => {
    world.google.removeCalendar(otto);
    const found = await find();
    expect(found.unknownCalendars).toEqual([{ calendarId: otto, professionalId: 'otto' }]);
    expect(new Set(found.slots.map(({ professionalId }) => professionalId))).toEqual(new Set(['lia']));
    expect(world.openAlerts()).toEqual(['calendar-unreadable']);
    const calendars = await world.stores.clinicCalendars.active(world.clinicId);
    expect(calendars.map(({ reachability }) => reachability)).toEqual(['reachable', 'unreachable']);
    world.google.addCalendar({ calendarId: otto });
    world.clock.advance(31_000);
    await find();
    expect(world.openAlerts()).toEqual([]);
    expect((await find()).unknownCalendars).toEqual([]);
    expect(await times({ professionalId: 'otto' })).toHaveLength(6);
  });

  it('are none for anybody while a calendar of everybody is unreadable', async () => {
    await world.stores.clinicCalendars.associate(world.clinicId, [
      { ...world.shared, calendarId: lia, professionalId: 'lia' },
      { ...world.shared, calendarId: room },
    ]);
    world.google.addEvent(room, event('08:00', '17:00'));
    expect(await times()).toEqual(['17:20 lia', '17:20 otto']);
    // who has no calendar of their own is written to the one of everybody
    expect((await find({ professionalId: 'otto' })).slots.map(({ calendarId }) => calendarId)).toEqual([
      room,
    ]);
    world.google.removeCalendar(room);
    world.clock.advance(31_000);
    expect(await find()).toMatchObject({ slots: [], unknownCalendars: [{ calendarId: room }] });
  });

  it('are none where nobody could write them down', async () => {
    await world.stores.clinicCalendars.associate(world.clinicId, [
      { ...world.shared, calendarId: lia, professionalId: 'lia', accessRole: 'reader' },
      { ...world.shared, calendarId: otto, professionalId: 'otto', reachability: 'not-writable' },
    ]);
    world.google.addCalendar({ calendarId: otto, accessRole: 'reader' });
    expect(await find()).toMatchObject({
      slots: [],
      unknownCalendars: [{ calendarId: otto, professionalId: 'otto', why: 'not-writable' }],
    });
    expect(world.openAlerts()).toEqual(['calendar-not-writable']);
    // sharing is mended, and seen by itself
    world.google.addCalendar({ calendarId: otto });
    world.clock.advance(10 * 60_000);
    expect((await find()).slots).toHaveLength(6);
    expect(world.openAlerts()).toEqual([]);
  });

  it('keep clear of a calendar whose professional is not known any more, and it is said', async () => {
    // "Dra. Lia" was renamed and has no id of her own: the mapping names nobody any more
    await world.stores.clinicCalendars.associate(world.clinicId, [
      { ...world.shared, calendarId: lia, professionalId: 'dra-lia-de-antes' },
      { ...world.shared, calendarId: room },
    ]);
    world.google.addEvent(lia, event('08:00', '17:00'));
    expect(await times({ professionalId: 'lia' })).toEqual(['17:20 lia']);
    const found = await find({ professionalId: 'lia' });
    expect(found.slots.map(({ calendarId }) => calendarId)).toEqual([room]);
    expect(found.unknownCalendars).toEqual([
      { calendarId: lia, professionalId: 'dra-lia-de-antes', why: 'unassigned' },
    ]);
    expect(world.openAlerts()).toEqual(['calendar-unassigned']);
    await world.stores.clinicCalendars.associate(world.clinicId, [
      { ...world.shared, calendarId: lia, professionalId: 'lia' },
    ]);
    expect((await find()).unknownCalendars).toEqual([]);
    world.clock.advance(10 * 60_000);
    await find();
    expect(world.openAlerts()).toEqual([]);
  });

  it('are read from Google once for many questions, and again after half a minute', async () => {
    const { asOf } = await find();
    world.clock.advance(29_000);
    await Promise.all([
      find({ serviceId: 'pele' }),
      find({ from: '2026-03-09' as LocalDate, to: '2026-03-09' as LocalDate }),
      find(),
    ]);
    expect((await find()).asOf).toEqual(asOf);
    expect(busyReads()).toBe(1);
    world.clock.advance(1_000);
    expect((await find()).asOf).toEqual(world.clock.now());
    expect(busyReads()).toBe(2);
  });

  it('are asked for once, however many ask at the same moment', async () => {
    await Promise.all(Array.from({ length: 10 }, () => find()));
    expect(busyReads()).toBe(1);
  });

  it('are read anew after an answer that failed', async () => {
    const fates = ['refused', 'refused', 'refused', 'done'];
    world = await schedulingWorld({
      fateOf: () =>
        fates.shift() === 'refused'
          ? { fate: 'refused', failure: { failure: 'transient', reason: 'backendError' } }
          : { fate: 'done' },
    });
    await expect(find()).rejects.toMatchObject({
      code: 'connection.google-unavailable',
      kind: 'unavailable',
    });
    expect((await find()).slots.length).toBeGreaterThan(0);
  });

  it('are not known without a connection', async () => {
    world.setAccess('not-connected');
    await expect(find()).rejects.toThrow(NotConnected);
    world.setAccess('reconnect-required');
    await expect(find()).rejects.toThrow(ReconnectRequired);
    world.setAccess('renewal-unavailable');
    await expect(find()).rejects.toMatchObject({ kind: 'unavailable' });
    // also where there is no calendar to ask for
    world.setAccess('not-connected');
    await world.stores.clinicCalendars.erase(world.clinicId);
    await expect(find()).rejects.toThrow(NotConnected);
  });

  it('are not known any more the moment the clinic is disconnected', async () => {
    await find();
    world.setAccess('not-connected');
    await world.stores.clinicCalendars.erase(world.clinicId);
    await expect(find()).rejects.toThrow(NotConnected);
  });

  it('are offered for what the clinic has only', async () => {
    await expect(find({ serviceId: 'nothing' })).rejects.toThrow(ServiceNotFound);
    await expect(find({ professionalId: 'nobody' })).rejects.toThrow(ProfessionalNotFound);
    await expect(find({ serviceId: 'pele', professionalId: 'otto' })).rejects.toThrow(ProfessionalNotFound);
    await expect(find({ moving: appointmentId('0') })).rejects.toThrow(AppointmentNotFound);
  });

  it('of somebody who moves an appointment include its own', async () => {
    const { id } = await world.bookAppointment({
      clinicId: world.clinicId,
      serviceId: 'geral',
      professionalId: 'otto',
      start: at('15:20'),
      intent: 'book',
    });
    await world.work();
    expect(await world.stateOf(id)).toEqual(['confirmed', undefined]);
    expect(await times({ professionalId: 'otto' })).not.toContain('15:20 otto');
    expect(await times({ professionalId: 'otto', moving: id })).toContain('15:20 otto');
    // with whom it was cannot be read now: the others are offered, and it is said
    world.google.silenceCalendar(otto);
    const found = await find({ moving: id, fresh: true });
    expect(found.unknownCalendars).toEqual([{ calendarId: otto, professionalId: 'otto' }]);
    expect(new Set(found.slots.map(({ professionalId }) => professionalId))).toEqual(new Set(['lia']));
  });
});
