import { beforeEach, describe, expect, it } from 'vitest';
import type { BookingRequest } from '../../../src/application/scheduling/book-appointment.ts';
import { NotConnected } from '../../../src/domain/connection/connection-errors.ts';
import { AppointmentNotFound, SlotTaken, appointmentId } from '../../../src/domain/scheduling/appointment.ts';
import {
  AppointmentClosed,
  CalendarsUnavailable,
  IdempotencyKeyReused,
  PatientNotFound,
  ServiceNotFound,
  SlotNotOffered,
} from '../../../src/domain/scheduling/scheduling-errors.ts';
import {
  at,
  lia,
  otto,
  schedulingWorld,
  type SchedulingWorld,
} from '../../support/worlds/scheduling-world.ts';

let world: SchedulingWorld;
beforeEach(async () => {
  world = await schedulingWorld();
});
const book = (start: Date, wish: Partial<BookingRequest> = {}) =>
  world.bookAppointment({
    clinicId: world.clinicId,
    serviceId: 'pele',
    start,
    intent: 'book',
    ...world.patient,
    ...wish,
  });
const busy = (calendarId: string, from: string, to: string) =>
  world.google.addEvent(calendarId, {
    eventId: `event${from.slice(0, 2)}`,
    slot: { start: at(from), end: at(to) },
  });
const calls = () => world.google.calls.map(({ call }) => call);

describe('booking', () => {
  it('takes the time at once, for the length of the service and with its buffers', async () => {
    const booked = await book(at('10:00'));
    expect(booked).toMatchObject({
      state: 'held',
      serviceId: 'pele',
      serviceName: 'Consulta de pele',
      professionalId: 'lia',
      calendarId: lia,
      slot: { start: at('10:00'), end: at('10:30') },
      bufferMinutes: { before: 0, after: 10 },
      requestedAt: world.clock.now(),
      ...world.patient,
    });
    expect(booked.holdExpiresAt).toBeUndefined();
    await expect(book(at('10:20'))).rejects.toThrow(SlotTaken);
    await expect(book(at('10:39'))).rejects.toThrow(SlotTaken);
    await book(at('10:40'));
    await book(at('09:20'));
  });

  it('only holds it for a while when that is all that is asked', async () => {
    const held = await book(at('10:00'), { intent: 'hold' });
    expect(held.requestedAt).toBeUndefined();
    expect(held.holdExpiresAt).toEqual(new Date(world.clock.now().getTime() + 600_000));
    await expect(book(at('10:00'))).rejects.toThrow(SlotTaken);
    world.clock.advance(600_000);
    await world.work();
    expect(await world.stateOf(held.id)).toEqual(['failed', 'hold-expired']);
    expect(world.told()).toEqual([]);
    await book(at('10:00'));
  });

  it('may take a time that is not on the grid, but on a whole minute', async () => {
    await book(at('10:07'));
    await expect(book(new Date(at('11:00').getTime() + 1))).rejects.toThrow(SlotNotOffered);
  });

  it('looks into the calendar as it is now, not as it was when times were listed', async () => {
    const day = { from: at('08:00'), to: at('18:00') };
    await world.findAvailability({ clinicId: world.clinicId, serviceId: 'pele', ...day });
    busy(lia, '10:00', '10:30');
    await expect(book(at('10:00'))).rejects.toThrow(SlotTaken);
    // a visit whose buffer would reach into the event
    await expect(book(at('09:21'))).rejects.toThrow(SlotTaken);
    await book(at('09:20'));
  });

  it('does not ask Google about a time that our own book holds', async () => {
    await book(at('10:00'));
    const before = calls().length;
    await expect(book(at('10:00'))).rejects.toThrow(SlotTaken);
    expect(calls()).toHaveLength(before);
  });

  it('finds somebody else who offers the service', async () => {
    const general = { serviceId: 'geral' };
    expect(await book(at('14:00'), general)).toMatchObject({ professionalId: 'lia' });
    expect(await book(at('14:00'), general)).toMatchObject({ professionalId: 'otto', calendarId: otto });
    await expect(book(at('14:00'), general)).rejects.toThrow(SlotTaken);
    busy(lia, '16:00', '17:00');
    expect(await book(at('16:00'), general)).toMatchObject({ professionalId: 'otto' });
  });

  it('gives a time to as many as there are professionals, and a definite answer to all', async () => {
    const wish = { serviceId: 'geral' };
    const ends = await Promise.allSettled(Array.from({ length: 10 }, () => book(at('15:20'), wish)));
    const won = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value.professionalId] : []));
    expect(won.sort()).toEqual(['lia', 'otto']);
    for (const end of ends) if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(SlotTaken);
  });

  it('never takes unknown for free', async () => {
    world.google.removeCalendar(lia);
    await expect(book(at('10:00'))).rejects.toThrow(CalendarsUnavailable);
    // somebody else is known to be free
    expect(await book(at('14:00'), { serviceId: 'geral' })).toMatchObject({ professionalId: 'otto' });
    await expect(book(at('14:00'), { serviceId: 'geral' })).rejects.toThrow(CalendarsUnavailable);
  });

  it.each([
    ['10:00', '2026-03-02', 'too soon'],
    ['10:00', '2026-03-01', 'too soon'],
    ['10:00', '2026-03-17', 'too far ahead'],
    ['07:59', '2026-03-03', 'working hours'],
    ['17:31', '2026-03-03', 'working hours'],
    ['10:00', '2026-03-04', 'working hours'],
  ])('refuses %s on %s: it is %s', async (time, day, why) => {
    await expect(book(at(time, day))).rejects.toThrow(SlotNotOffered);
    await expect(book(at(time, day))).rejects.toThrow(why);
    expect(calls()).toEqual([]);
  });

  it('refuses what the clinic does not have', async () => {
    await expect(book(at('10:00'), { serviceId: 'nothing' })).rejects.toThrow(ServiceNotFound);
    await expect(book(at('10:00'), { contactId: 'nobody' as never })).rejects.toThrow(PatientNotFound);
    await world.stores.clinicCalendars.associate(world.clinicId, []);
    await expect(book(at('10:00'))).rejects.toThrow('no calendar');
    world.setAccess('not-connected');
    await expect(book(at('10:00'))).rejects.toThrow(NotConnected);
  });

  it('with a key makes one appointment, whatever became of it', async () => {
    const once = { key: 'key-1' };
    const made = await Promise.all(Array.from({ length: 5 }, () => book(at('10:00'), once)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    await world.work();
    expect(await book(at('10:00'), once)).toMatchObject({ id: made[0]!.id, state: 'confirmed' });
    await expect(book(at('11:00'), once)).rejects.toThrow(IdempotencyKeyReused);
    expect(world.google.events(lia)).toHaveLength(1);
  });
});

describe('moving', () => {
  const move = (id: string, start: Date, wish: object = {}) =>
    world.rescheduleAppointment({
      clinicId: world.clinicId,
      appointmentId: appointmentId(id),
      start,
      intent: 'book',
      ...wish,
    });

  it('leaves the old one in place until the new one is confirmed, and tells the patient once', async () => {
    const old = await book(at('10:00'));
    await world.work();
    const next = await move(old.id, at('10:15'));
    expect(next).toMatchObject({ replaces: old.id, seriesId: old.seriesId, ...world.patient });
    expect(await world.stateOf(old.id)).toEqual(['confirmed', undefined]);
    await world.work();
    expect(await world.stateOf(next.id)).toEqual(['confirmed', undefined]);
    expect(await world.stateOf(old.id)).toEqual(['cancelled', 'moved']);
    await world.work();
    expect(world.google.events(lia).map(({ appointmentId: id }) => id)).toEqual([next.id]);
    expect(world.told()).toEqual([
      expect.stringMatching(/Horário confirmado[^]*Consulta de pele[^]*terça-feira, 03\/03, às 10:00/),
      expect.stringMatching(/Horário remarcado[^]*Consulta de pele[^]*terça-feira, 03\/03, às 10:15/),
    ]);
  });

  it('to a time that somebody takes first leaves the old one for good', async () => {
    const old = await book(at('10:00'));
    await world.work();
    const next = await move(old.id, at('11:00'));
    busy(lia, '11:15', '11:45');
    await world.work();
    expect(await world.stateOf(next.id)).toEqual(['failed', 'calendar-busy']);
    expect(await world.stateOf(old.id)).toEqual(['confirmed', undefined]);
    expect(world.told()[1]).toContain('O seu horário anterior continua valendo.');
  });

  it('to the time that it has is nothing', async () => {
    const old = await book(at('10:00'));
    expect(await move(old.id, at('10:00'))).toEqual(old);
  });

  it('with a key is done once', async () => {
    const old = await book(at('10:00'));
    const moves = await Promise.all([1, 2, 3].map(() => move(old.id, at('11:00'), { key: 'move-1' })));
    expect(new Set(moves.map(({ id }) => id)).size).toBe(1);
    await expect(move(old.id, at('12:00'), { key: 'move-1' })).rejects.toThrow(IdempotencyKeyReused);
  });

  it('is refused for what is over, unknown, or not to be had', async () => {
    const old = await book(at('10:00'));
    await book(at('11:00'));
    await expect(move(old.id, at('11:00'))).rejects.toThrow(SlotTaken);
    await expect(move('0', at('11:00'))).rejects.toThrow(AppointmentNotFound);
    await world.cancelAppointment({ clinicId: world.clinicId, appointmentId: old.id, by: 'patient' });
    await expect(move(old.id, at('12:00'))).rejects.toThrow(AppointmentClosed);
  });
});

describe('cancelling', () => {
  const cancel = (id: string, by: 'patient' | 'clinic', reason?: string) =>
    world.cancelAppointment({
      clinicId: world.clinicId,
      appointmentId: appointmentId(id),
      by,
      ...(reason !== undefined && { reason }),
    });

  it('frees the time at once and takes the event out of the calendar', async () => {
    const { id } = await book(at('10:00'));
    await world.work();
    expect(await cancel(id, 'patient')).toMatchObject({
      appointment: { state: 'cancelled', reason: 'by-patient' },
      patientNotice: { how: 'none', because: 'known' },
    });
    await world.work();
    expect(world.google.events(lia)).toEqual([]);
    await book(at('10:00'));
  });

  it('by the clinic tells the patient, once, and keeps the clinic’s reason to itself', async () => {
    const { id } = await book(at('10:00'));
    const reason = 'médica doente';
    await Promise.all([cancel(id, 'clinic', reason), cancel(id, 'clinic', reason)]);
    expect(await world.stateOf(id)).toEqual(['cancelled', `by-clinic: ${reason}`]);
    expect(world.told()).toHaveLength(1);
    expect(world.told()[0]).toContain('terça-feira, 03/03, às 10:00');
    expect(world.told()[0]).not.toContain(reason);
  });

  it('of a hold, or of somebody without a conversation, tells nobody', async () => {
    const { id } = await book(at('10:00'), { intent: 'hold' });
    await cancel(id, 'clinic');
    const quiet = await world.bookAppointment({
      clinicId: world.clinicId,
      serviceId: 'pele',
      start: at('10:00'),
      intent: 'book',
    });
    await world.work();
    await cancel(quiet.id, 'clinic');
    expect(world.told()).toEqual([]);
    await expect(cancel('0', 'clinic')).rejects.toThrow(AppointmentNotFound);
  });
});
