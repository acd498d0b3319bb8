import { beforeEach, describe, expect, it } from 'vitest';
import { eventIdOf } from '../../../../src/domain/scheduling/calendar-event.ts';
import { defaultSyncPolicy } from '../../../../src/domain/scheduling/sync-policy.ts';
import {
  lia,
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

const switchClinic = (active: boolean) => {
  const clinic = world.db.clinics.get(world.clinicId);
  world.db.clinics.set(world.clinicId, { ...clinic!, active });
};

describe('an event that somebody deletes in Google', () => {
  it('cancels its visit, and the patient is told once', async () => {
    const visit = await booked('10:00');
    world.google.deleteEvent(lia, eventIdOf(visit));
    await follow();
    expect(await world.stateOf(visit.id)).toEqual(['cancelled', 'by-calendar']);
    expect(world.told()).toEqual([expect.stringContaining('precisou cancelar')]);
    await expect(booked('10:00')).resolves.toMatchObject({ state: 'confirmed' });
  });

  it('and puts back within the quiet time was never deleted', async () => {
    const visit = await booked('10:00');
    world.google.deleteEvent(lia, eventIdOf(visit));
    await world.stores.calendarFeeds.readSoon(world.clinicId);
    await world.readChanges();
    await world.work();
    world.clock.advance(defaultSyncPolicy.deletionDoubtMs);
    await world.work();
    expect(await world.stateOf(visit.id)).toEqual(['cancelled', 'by-calendar']);
    world.google.restoreEvent(lia, eventIdOf(visit));
    await follow();
    expect(await world.stateOf(visit.id)).toEqual(['confirmed', undefined]);
    expect(world.told()).toEqual([]);
  });

  it('and puts back later is confirmed again, unless its time is taken', async () => {
    const visit = await booked('10:00');
    world.google.deleteEvent(lia, eventIdOf(visit));
    await follow();
    world.google.restoreEvent(lia, eventIdOf(visit));
    await follow();
    expect(world.told()).toEqual([
      expect.stringContaining('precisou cancelar'),
      expect.stringContaining('confirmado'),
    ]);
    world.google.deleteEvent(lia, eventIdOf(visit));
    await follow();
    const other = await booked('10:00');
    world.google.restoreEvent(lia, eventIdOf(visit));
    await follow();
    expect(await world.stateOf(visit.id)).toEqual(['cancelled', 'by-calendar']);
    expect(world.google.events(lia).map(({ eventId }) => eventId)).toEqual([eventIdOf(other)]);
    expect(world.told()).toEqual([]);
    expect(world.openAlerts()).toEqual(['calendar-conflict']);
  });

  it('declined by the calendar’s own user is as good as deleted, and goes', async () => {
    const visit = await booked('10:00');
    world.google.declineEvent(lia, eventIdOf(visit));
    await follow();
    expect(await world.stateOf(visit.id)).toEqual(['cancelled', 'by-calendar']);
    expect(eventsOf(lia)).toEqual([]);
    expect(world.told()).toHaveLength(1);
  });

  it('is asked about by a clinic that wants it so, which keeps the visit or cancels it', async () => {
    world = await schedulingWorld({
      contextualization: {
        clinica: { horario_funcionamento: { 'segunda a sexta': '08:00 às 18:00' } },
        profissionais: [
          { id: 'lia', nome_exibicao: 'Dra. Lia' },
          { id: 'otto', nome_exibicao: 'Dr. Otto' },
        ],
        servicos: { consultas: [{ id: 'geral', nome: 'Consulta', duracao_minutos: 30 }] },
        politicas: { agendamento: { antecedencia_minima: '2 horas', perguntar_se_apagado_no_google: 'sim' } },
      },
    });
    const [kept, gone] = [await booked('10:00'), await booked('11:00')];
    for (const visit of [kept, gone]) world.google.deleteEvent(lia, eventIdOf(visit));
    await follow();
    expect(await now(kept)).toMatchObject({ state: 'confirmed', askedAbout: 'deletion' });
    expect(world.told()).toEqual([]);
    expect(world.openAlerts()).toEqual(['visit-deleted-in-calendar', 'visit-deleted-in-calendar']);
    const { clinicId } = world;
    await world.keepAppointment({ clinicId, appointmentId: kept.id });
    await world.cancelAppointment({ clinicId, appointmentId: gone.id, by: 'clinic' });
    await workUntilRest(world);
    await follow();
    expect(eventsOf(lia)).toEqual([half('10:00')]);
    expect(await now(kept)).toMatchObject({ state: 'confirmed' });
    expect((await now(kept)).askedAbout).toBeUndefined();
    expect(world.told()).toEqual([expect.stringContaining('precisou cancelar')]);
    expect(world.openAlerts()).toEqual([]);
  });

  it('is asked about while the clinic is switched off: what it has chosen is unknown', async () => {
    const visit = await booked('10:00');
    switchClinic(false);
    world.google.deleteEvent(lia, eventIdOf(visit));
    await follow();
    expect(await now(visit)).toMatchObject({ state: 'confirmed', askedAbout: 'deletion' });
  });

  it('is told once the clinic is switched on again, and tried with pauses until then', async () => {
    const visit = await booked('10:00');
    world.google.deleteEvent(lia, eventIdOf(visit));
    await world.stores.calendarFeeds.readSoon(world.clinicId);
    await world.readChanges();
    await world.work();
    world.clock.advance(defaultSyncPolicy.deletionDoubtMs);
    await world.work();
    switchClinic(false);
    world.clock.advance(defaultSyncPolicy.newsQuietMs);
    expect(await world.work()).toMatchObject([{ settlement: { to: 'again' }, outcome: 'settled' }]);
    expect(await world.work()).toEqual([]);
    switchClinic(true);
    await workUntilRest(world);
    expect(world.told()).toEqual([expect.stringContaining('precisou cancelar')]);
  });

  it('asks whatever the clinic has chosen when many go at once', async () => {
    const visits = [];
    for (const time of ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00'])
      visits.push(await booked(time));
    for (const visit of visits) world.google.deleteEvent(lia, eventIdOf(visit));
    await follow();
    for (const visit of visits) expect(await now(visit)).toMatchObject({ askedAbout: 'deletion' });
    expect(world.told()).toEqual([]);
  });
});
