import { beforeEach, describe, expect, it } from 'vitest';
import type {
  CalendarCall,
  CalendarFate,
} from '../../../../src/adapters/memory/scheduling/google-calendar.ts';
import type { PhoneDigits } from '../../../../src/domain/messaging/people/phone-number.ts';
import { ana } from '../../../support/builders/a-received-message.ts';
import { erasureId } from '../../../../src/domain/privacy/erasure.ts';
import type { AppointmentId } from '../../../../src/domain/scheduling/appointment.ts';
import { eventIdOf } from '../../../../src/domain/scheduling/calendar-event.ts';
import {
  at,
  lia,
  otto,
  schedulingWorld,
  workUntilRest as rest,
  type SchedulingWorld,
} from '../../../support/worlds/scheduling-world.ts';

const minute = 60_000;
const choosing = (evento_no_google: string) => ({
  clinica: { horario_funcionamento: { 'segunda a sexta': '08:00 às 18:00' } },
  profissionais: [
    { id: 'lia', nome: 'Dra. Lia' },
    { id: 'otto', nome: 'Dr. Otto' },
  ],
  servicos: { consultas: [{ id: 'pele', nome: 'Consulta de pele', profissionais_ids: ['lia'] }] },
  politicas: { agendamento: { antecedencia_minima: 0, evento_no_google } },
});
let fates: Partial<Record<CalendarCall['call'], CalendarFate[]>>;
let world: SchedulingWorld;
const begin = async (choice: string) => {
  fates = {};
  world = await schedulingWorld({
    contextualization: choosing(choice),
    fateOf: ({ call }) => fates[call]?.shift() ?? { fate: 'done' },
  });
  const sighting = { ...ana, profileName: 'Ana Souza' };
  const { clinicId, stores, clock } = world;
  await stores.people.place(
    [{ clinicId, whatsappNumber: '5547333300000' as PhoneDigits, sighting }],
    clock.now(),
  );
};
beforeEach(() => begin('nome e telefone'));

const refused: CalendarFate = {
  fate: 'refused',
  failure: { failure: 'transient', reason: 'backendError' },
};
const book = async (time = '10:00') => {
  const { clinicId, patient } = world;
  const request = { clinicId, serviceId: 'pele', start: at(time), intent: 'book', ...patient } as const;
  const { id } = await world.bookAppointment(request);
  await rest(world);
  return id;
};
const choose = async (choice: string) => {
  const { clinicContexts } = world.stores;
  const { version = 1 } = (await clinicContexts.current(world.clinicId)) ?? {};
  const saved = { document: choosing(choice), expectedVersion: version, by: 'user:bia' };
  await clinicContexts.save(world.clinicId, saved, world.clock.now());
};
const erase = () =>
  world.stores.erasures.erase(
    {
      id: erasureId(world.db.ids.next()),
      clinicId: world.clinicId,
      contactId: world.patient.contactId,
      at: world.clock.now(),
    },
    () => Promise.resolve(),
  );
const titleOf = async (id: AppointmentId, calendarId = lia) => {
  const eventId = eventIdOf({ id, generation: 1 });
  return world.google.events(calendarId).find((event) => event.eventId === eventId)?.title;
};
/** Also those that were deleted. */
const everSaid = () =>
  world.google.happenings.map(({ event: { title } }) => title).filter((title) => title.includes('Ana'));
const inWork = () => world.stores.eventTexts.inWork(world.clinicId, 10);
const pass = (ms: number) => world.clock.advance(ms);

describe('what events say', () => {
  it('is what the clinic has chosen, from the first moment', async () => {
    const id = await book();
    expect(await titleOf(id)).toMatch(/^Ana.*, \+\d+: Consulta de pele \(Atende\)$/);
    expect(await world.stores.eventTexts.shown(world.clinicId, id)).toEqual(['name-and-phone']);
  });

  it.each([
    ['primeiro nome', /^Ana: Consulta de pele/],
    ['serviço', /^Consulta de pele \(Atende\)$/],
    ['reservado', /^Horário reservado/],
  ])('changes in the events to come when the clinic chooses %s, and back', async (choice, shape) => {
    const id = await book();
    const before = await titleOf(id);
    await world.keepTexts();
    await choose(choice);
    await world.keepTexts();
    expect(await titleOf(id)).toMatch(shape);
    expect(await inWork()).toEqual([]);
    await choose('nome e telefone');
    await world.keepTexts();
    expect(await titleOf(id)).toBe(before);
  });

  it('is written down before it can be seen', async () => {
    await begin('serviço');
    const id = await book();
    await world.keepTexts();
    await choose('nome e telefone');
    fates.retitle = [{ fate: 'unknown', done: true }];
    await world.keepTexts();
    expect(await titleOf(id)).toMatch(/^Ana/);
    expect(await world.stores.eventTexts.shown(world.clinicId, id)).toEqual(['name-and-phone']);
  });

  it('costs no call where it is as it should be', async () => {
    await book();
    const before = world.google.calls.length;
    pass(2 * minute);
    expect(await world.keepTexts()).toEqual([{ to: 'shows', shows: 'name-and-phone' }]);
    await choose('nome e telefone');
    await world.keepTexts();
    expect(world.google.calls.length).toBe(before);
  });

  it('waits and is seen while Google does not answer, and comes when it does', async () => {
    const id = await book();
    await world.keepTexts();
    await choose('reservado');
    fates.retitle = [refused];
    await world.keepTexts();
    expect(await inWork()).toMatchObject([{ appointmentId: id, failure: 'backendError', isErased: false }]);
    pass(3 * minute);
    await world.keepTexts();
    expect(await titleOf(id)).toMatch(/^Horário reservado/);
    expect([await inWork(), world.openAlerts()]).toEqual([[], []]);
  });
});

describe('somebody who is erased', () => {
  it('is not named by the event of a visit that is over', async () => {
    const id = await book();
    pass(3 * 24 * 60 * minute);
    await world.keepTexts();
    expect(await titleOf(id)).toMatch(/^Ana/);
    await erase();
    await world.keepTexts();
    expect(await titleOf(id)).toBe('Consulta de pele (Atende)');
    expect([await inWork(), world.openAlerts()]).toEqual([[], []]);
  });

  it('is not named by the event of a visit to come, not even in the bin', async () => {
    await book();
    await erase();
    await rest(world);
    await world.keepTexts();
    expect(world.google.events(lia)).toEqual([]);
    expect(everSaid()).toEqual([]);
    expect(await inWork()).toEqual([]);
  });

  it('is not named in the calendar to which somebody dragged the event', async () => {
    const id = await book();
    pass(3 * 24 * 60 * minute);
    world.google.moveEvent(lia, eventIdOf({ id, generation: 1 }), otto);
    await erase();
    await world.keepTexts();
    expect(await titleOf(id, otto)).toBe('Consulta de pele (Atende)');
    expect(await world.stores.eventTexts.shown(world.clinicId, id)).toEqual(['service']);
  });

  it('is told to the clinic while Google is not connected, and goes when it is again', async () => {
    const id = await book();
    pass(3 * 24 * 60 * minute);
    world.setAccess('not-connected');
    await erase();
    await world.keepTexts();
    expect(await inWork()).toMatchObject([
      { appointmentId: id, calendarId: lia, isErased: true, failure: 'not-connected' },
    ]);
    expect(world.openAlerts()).toEqual(['calendar-shows-erased']);
    world.setAccess(undefined);
    await world.stores.eventTexts.wakeWaiting(world.clinicId);
    await world.keepTexts();
    expect(await titleOf(id)).toBe('Consulta de pele (Atende)');
    expect([await inWork(), world.openAlerts()]).toEqual([[], []]);
  });

  it('stays listed, and is not tried for ever, where the calendar cannot be reached', async () => {
    const id = await book();
    pass(3 * 24 * 60 * minute);
    world.google.removeCalendar(lia);
    await erase();
    for (let tries = 0; tries < 100; tries += 1) {
      await world.keepTexts();
      pass(7 * 60 * minute);
    }
    const calls = world.google.calls.length;
    await world.keepTexts();
    expect(world.google.calls.length).toBe(calls);
    const [left] = await inWork();
    expect(left).toMatchObject({ appointmentId: id, isErased: true, attempts: 60 });
    expect(left?.dueAt).toBeUndefined();
    expect(world.openAlerts()).toEqual(['calendar-shows-erased']);
  });
});
