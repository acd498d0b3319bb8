import { beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentId } from '../../../../src/domain/scheduling/appointment.ts';
import { eventIdOf } from '../../../../src/domain/scheduling/calendar-event.ts';
import {
  at,
  leaseMs,
  lia,
  schedulingWorld,
  type SchedulingWorld,
} from '../../../support/worlds/scheduling-world.ts';
import { fateIn, lost, refused, stepsIn, type Fates } from './steps.ts';

let world: SchedulingWorld;
let fates: Fates;
beforeEach(async () => {
  fates = {};
  world = await schedulingWorld({ fateOf: (call) => fateIn(fates, call) });
});
const { book, calls, cancel, eventIds, workUntilRest } = stepsIn(() => world);

describe('a requested appointment', () => {
  it('is looked at once more, written, and confirmed to the patient', async () => {
    const { id, slot } = await book();
    const before = world.google.calls.length;
    expect(await world.work()).toMatchObject([{ settlement: { to: 'confirmed' }, outcome: 'settled' }]);
    expect(calls(before)).toEqual(['busy', 'insert', 'busyEvents']);
    expect(await world.stateOf(id)).toEqual(['confirmed', undefined]);
    expect(world.google.events(lia)).toMatchObject([
      {
        eventId: eventIdOf({ id, generation: 1 }),
        appointmentId: id,
        slot,
        title: 'Horário reservado (Atende)',
      },
    ]);
    expect(world.told()).toEqual([
      expect.stringMatching(/Horário confirmado[^]*Consulta de pele[^]*terça-feira, 03\/03, às 10:00/),
    ]);
    await workUntilRest();
    expect(world.openAlerts()).toEqual([]);
  });

  it('is confirmed without a word where the clinic tells the patient itself, who is told all the same when it fails', async () => {
    const { clinicId, patient, bookAppointment } = world;
    const byPhone = (time: string) =>
      bookAppointment({
        ...{ clinicId, serviceId: 'pele', start: at(time), intent: 'book', isToldByClinic: true },
        ...patient,
      });
    const { id } = await byPhone('10:00');
    await workUntilRest();
    expect(await world.stateOf(id)).toEqual(['confirmed', undefined]);
    expect(world.told()).toEqual([]);
    const { id: taken } = await byPhone('15:00');
    world.google.addEvent(lia, { eventId: 'foreign', slot: { start: at('15:00'), end: at('15:30') } });
    await workUntilRest();
    expect(await world.stateOf(taken)).toEqual(['failed', 'calendar-busy']);
    expect(world.told()).toMatchObject([expect.stringContaining('acabou de ser ocupado')]);
  });

  it('is not written over what somebody has put there meanwhile', async () => {
    const { id } = await book();
    world.google.addEvent(lia, { eventId: 'foreign', slot: { start: at('10:35'), end: at('11:00') } });
    await workUntilRest();
    // the event is beside the visit, but within its buffer
    expect(await world.stateOf(id)).toEqual(['failed', 'calendar-busy']);
    expect(eventIds()).toEqual(['foreign']);
    expect(world.told()).toMatchObject([expect.stringContaining('acabou de ser ocupado')]);
    // the patient can choose another time: nobody else has to do anything
    expect(world.openAlerts()).toEqual([]);
    expect(world.db.conversations.get(world.patient.conversationId)?.mode).toBe('assistant');
  });

  it('waits for an event of ours that is about to leave its time', async () => {
    const first = await book();
    await world.work();
    await cancel(first.id);
    fates.remove = [refused('transient')];
    // taken in our own book before Google shows the time as free
    const { appointments } = world.stores;
    const second = { ...first, id: 'second' as AppointmentId, seriesId: 'second', version: 1 };
    await appointments.apply(world.clinicId, [{ change: 'hold', appointment: second }]);
    await workUntilRest();
    expect(await world.stateOf(second.id)).toEqual(['confirmed', undefined]);
  });

  it.each([
    ['that was done', true],
    ['that was not done', false],
    ['that arrives later', 'late'],
  ] as const)('is confirmed once after an insert without an answer, %s', async (_, done) => {
    const { id } = await book();
    fates.insert = [lost(done)];
    await world.work();
    expect(await world.stateOf(id)).toEqual(['held', undefined]);
    await workUntilRest();
    world.google.landLate();
    expect(await world.stateOf(id)).toEqual(['confirmed', undefined]);
    expect(eventIds()).toEqual([eventIdOf({ id, generation: 1 })]);
    expect(world.told()).toHaveLength(1);
  });

  it('finds its own event where an earlier attempt died, and does not take it for somebody’s', async () => {
    const { id } = await book();
    const [sync] = await world.stores.appointments.claim(1, leaseMs);
    const eventId = eventIdOf({ id, generation: 1 });
    const slot = sync!.appointment.slot;
    await world.stores.appointments.aboutToWrite(sync!, { calendarId: lia, eventId, slot });
    world.google.addEvent(lia, { eventId, slot, appointmentId: id });
    world.clock.advance(leaseMs);
    const before = world.google.calls.length;
    await world.work();
    expect(calls(before)).toEqual(['get', 'busyEvents']);
    expect(await world.stateOf(id)).toEqual(['confirmed', undefined]);
    expect(world.told()).toHaveLength(1);
  });

  it('is written under the next id when somebody deleted its event before it was confirmed', async () => {
    const { id } = await book();
    fates.insert = [lost(true)];
    await world.work();
    world.google.deleteEvent(lia, eventIdOf({ id, generation: 1 }));
    await workUntilRest();
    expect(await world.stateOf(id)).toEqual(['confirmed', undefined]);
    expect(eventIds()).toEqual([eventIdOf({ id, generation: 2 })]);
  });

  it.each([
    ['is somebody else’s', { appointmentId: 'another' }, true],
    ['was moved by somebody', { slot: { start: at('12:00'), end: at('12:30') } }, false],
  ])('fails when what stands under its id %s', async (_, wish, stays) => {
    const { id, slot } = await book();
    const eventId = eventIdOf({ id, generation: 1 });
    world.google.addEvent(lia, { eventId, slot, appointmentId: id, isTransparent: true, ...wish });
    await workUntilRest();
    expect(await world.stateOf(id)).toEqual(['failed', 'event-conflict']);
    expect(world.openAlerts()).toEqual(['booking-failed']);
    // what is not ours stays
    expect(eventIds()).toEqual(stays ? [eventId] : []);
  });

  it('is not booked into the past', async () => {
    const { id } = await book();
    world.clock.advance(at('10:00').getTime() - world.clock.now().getTime());
    await world.work();
    expect(await world.stateOf(id)).toEqual(['failed', 'too-late']);
    expect(world.google.events(lia)).toEqual([]);
  });

  it('is kept in step also for a clinic that was switched off, without a word', async () => {
    const { id } = await book();
    const row = world.db.clinics.get(world.clinicId)!;
    world.db.clinics.set(world.clinicId, { ...row, active: false });
    await world.work();
    expect(await world.stateOf(id)).toEqual(['confirmed', undefined]);
    expect(world.told()).toEqual([]);
  });

  it('shows its service in the calendar only where the clinic wants that', async () => {
    const contextualization = {
      clinica: { horario_funcionamento: { 'segunda a sexta': '08:00 às 18:00' } },
      profissionais: [{ id: 'lia', nome: 'Dra. Lia' }],
      servicos: { consultas: [{ id: 'pele', nome: 'Consulta de pele' }] },
      politicas: { agendamento: { antecedencia_minima: 0, mostrar_servico_na_agenda: 'sim' } },
    };
    world = await schedulingWorld({ contextualization });
    await book();
    await world.work();
    expect(world.google.events(lia)).toMatchObject([{ title: 'Consulta de pele (Atende)' }]);
  });
});
