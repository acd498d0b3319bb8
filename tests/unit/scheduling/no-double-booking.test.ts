import { describe, expect, it } from 'vitest';
import type { AppointmentId } from '../../../src/domain/scheduling/appointment.ts';
import { addMemoryClinic } from '../../support/worlds/memory-clinics.ts';
import { at, lia, room, schedulingWorld, workUntilRest } from '../../support/worlds/scheduling-world.ts';

const contextOfOne = {
  clinica: { horario_funcionamento: { 'segunda a sexta': '08:00 às 18:00' } },
  profissionais: [{ id: 'lia', nome_exibicao: 'Dra. Lia' }],
  servicos: { consultas: [{ id: 'pele', nome: 'Consulta de pele', duracao_minutos: 30 }] },
  politicas: { agendamento: { antecedencia_minima: '2 horas' } },
};

const morning = { start: at('09:00'), end: at('12:00') };
const visit = { serviceId: 'pele', start: at('10:00') } as const;

/** Dra. Lia's own calendar, and one that counts for everybody. */
async function worldWithRoom(wish: Parameters<typeof schedulingWorld>[0] = {}) {
  const world = await schedulingWorld(wish);
  const { clinicId, shared } = world;
  await world.stores.clinicCalendars.associate(clinicId, [
    { ...shared, calendarId: lia, professionalId: 'lia' },
    { ...shared, calendarId: room },
  ]);
  return world;
}

describe('the last look before writing', () => {
  it('asks every calendar that the visit depends on, not only the written one', async () => {
    const world = await worldWithRoom();
    const { clinicId, patient } = world;
    const made = await world.bookAppointment({ clinicId, ...visit, intent: 'hold', ...patient });
    // the patient thinks for five minutes; meanwhile the clinic blocks the morning in the calendar of all
    world.google.addEvent(room, { eventId: 'closed', slot: morning });
    world.clock.advance(5 * 60_000);
    const yes = { change: 'request', appointmentId: made.id, at: world.clock.now() } as const;
    await world.stores.appointments.apply(clinicId, [yes]);
    await workUntilRest(world);
    expect(await world.stateOf(made.id)).toEqual(['failed', 'calendar-busy']);
    expect(world.google.events(lia)).toEqual([]);
  });

  it('is repeated after an event that arrived late: meanwhile somebody may have taken the time elsewhere', async () => {
    let isLost = true;
    const world = await worldWithRoom({
      fateOf: ({ call }) =>
        call === 'insert' && isLost ? { fate: 'unknown', done: 'late' } : { fate: 'done' },
    });
    const { clinicId, patient } = world;
    const made = await world.bookAppointment({ clinicId, ...visit, intent: 'book', ...patient });
    await world.work();
    isLost = false;
    world.google.addEvent(room, { eventId: 'closed', slot: morning });
    world.google.landLate();
    await workUntilRest(world);
    expect(await world.stateOf(made.id)).toEqual(['failed', 'calendar-busy']);
    expect(world.google.events(lia)).toEqual([]);
  });

  it('asks no calendar of somebody else', async () => {
    const world = await schedulingWorld();
    const { clinicId, patient } = world;
    const made = await world.bookAppointment({ clinicId, ...visit, intent: 'book', ...patient });
    world.google.removeCalendar('otto@calendars.example');
    await workUntilRest(world);
    expect(await world.stateOf(made.id)).toEqual(['confirmed', undefined]);
  });

  it('waits while one of them cannot be read', async () => {
    const world = await worldWithRoom();
    const { clinicId, patient } = world;
    const made = await world.bookAppointment({ clinicId, ...visit, intent: 'book', ...patient });
    world.google.removeCalendar(room);
    await world.work();
    expect(await world.stateOf(made.id)).toEqual(['held', undefined]);
    world.google.addCalendar({ calendarId: room });
    await workUntilRest(world);
    expect(await world.stateOf(made.id)).toEqual(['confirmed', undefined]);
  });
});

describe('one Google calendar of two clinics', () => {
  it.each(Array.from({ length: 20 }, (_, seed) => seed + 1))(
    'gives one time to one of them, whoever is faster (%i)',
    async (seed) => {
      const world = await schedulingWorld({ seed });
      const other = addMemoryClinic(world.db, { contextualization: contextOfOne });
      const clinics = [world.clinicId, other];
      for (const id of clinics)
        await world.stores.clinicCalendars.associate(id, [
          { ...world.shared, calendarId: lia, professionalId: 'lia' },
        ]);
      const booked = await Promise.all(
        clinics.map((clinicId) => world.bookAppointment({ clinicId, ...visit, intent: 'book' })),
      );
      await workUntilRest(world);
      expect(world.google.events(lia)).toHaveLength(1);
      const states = booked.map(({ id }) => world.db.book.appointments.get(id)?.appointment.state);
      expect(states.sort()).toEqual(['confirmed', 'failed']);
    },
  );
});

describe('a move to a time that overlaps its own', () => {
  async function confirmed() {
    const world = await schedulingWorld();
    const { clinicId, patient } = world;
    const old = await world.bookAppointment({ clinicId, ...visit, intent: 'book', ...patient });
    await workUntilRest(world);
    const move = () =>
      world.rescheduleAppointment({ clinicId, appointmentId: old.id, start: at('10:15'), intent: 'book' });
    return { world, old, move };
  }

  it('is free of its own event', async () => {
    const { world, move } = await confirmed();
    const moved = await move();
    await workUntilRest(world);
    expect(await world.stateOf(moved.id)).toEqual(['confirmed', undefined]);
  });

  it('sees what somebody has put in the place of its own event', async () => {
    const { world, move } = await confirmed();
    const [own] = world.google.events(lia);
    world.google.deleteEvent(lia, own!.eventId);
    world.google.addEvent(lia, { eventId: 'surgery', slot: { start: at('10:00'), end: at('10:30') } });
    await expect(move()).rejects.toMatchObject({ code: 'scheduling.slot-taken' });
  });

  it('sees what somebody has put upon its own event after it was taken', async () => {
    const { world, move } = await confirmed();
    const moved = await move();
    world.google.addEvent(lia, { eventId: 'surgery', slot: { start: at('10:20'), end: at('10:30') } });
    await workUntilRest(world);
    expect(await world.stateOf(moved.id)).toEqual(['failed', 'calendar-busy']);
  });
});

describe('an appointment that is moved back to its own time', () => {
  it.each(['the appointment', 'the wish to move it'])('stays there, named by %s', async (name) => {
    const world = await schedulingWorld();
    const { clinicId, patient } = world;
    const move = (appointmentId: AppointmentId, time: string) =>
      world.rescheduleAppointment({ clinicId, appointmentId, start: at(time), intent: 'book' });
    const old = await world.bookAppointment({ clinicId, ...visit, intent: 'book', ...patient });
    await workUntilRest(world);
    const moved = await move(old.id, '11:20');
    const back = await move(name === 'the appointment' ? old.id : moved.id, '10:00');
    expect([back.id, back.slot.start]).toEqual([old.id, at('10:00')]);
    await workUntilRest(world);
    const day = { start: at('08:00'), end: at('18:00') };
    const live = await world.stores.appointments.liveDuring(clinicId, day);
    expect(live.map(({ id }) => id)).toEqual([old.id]);
    expect(await world.stateOf(moved.id)).toEqual(['cancelled', 'superseded']);
  });
});
