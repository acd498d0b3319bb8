import { beforeEach, describe, expect, it } from 'vitest';
import type { CalendarCall, CalendarFate } from '../../../src/adapters/memory/scheduling/google-calendar.ts';
import type { CalendarFailure } from '../../../src/application/ports/scheduling/google-calendar.ts';
import type { AppointmentId } from '../../../src/domain/scheduling/appointment.ts';
import { eventIdOf } from '../../../src/domain/scheduling/calendar-event.ts';
import { defaultSyncPolicy } from '../../../src/domain/scheduling/sync-policy.ts';
import {
  at,
  leaseMs,
  lia,
  schedulingWorld,
  workUntilRest as rest,
  type SchedulingWorld,
} from '../../support/worlds/scheduling-world.ts';

let world: SchedulingWorld;
/** What becomes of the next calls of a kind. */
let fates: Partial<Record<CalendarCall['call'], CalendarFate[]>>;
beforeEach(async () => {
  fates = {};
  world = await schedulingWorld({ fateOf: ({ call }) => fates[call]?.shift() ?? { fate: 'done' } });
});

const refused = (failure: CalendarFailure['failure'], more: object = {}): CalendarFate => ({
  fate: 'refused',
  failure: { failure, reason: 'told', ...more },
});
const lost = (done: boolean | 'late'): CalendarFate => ({ fate: 'unknown', done });
const book = async (time = '10:00') => {
  const { clinicId, patient } = world;
  return world.bookAppointment({ clinicId, serviceId: 'pele', start: at(time), intent: 'book', ...patient });
};
const cancel = (id: AppointmentId) =>
  world.cancelAppointment({ clinicId: world.clinicId, appointmentId: id, by: 'patient' });
const workUntilRest = () => rest(world);
/** Until so much was said to the patient. */
const workUntilTold = async (count: number) => {
  while (world.told().length < count) {
    await world.work();
    if (world.told().length < count) world.clock.advance((await world.stores.appointments.msUntilDue()) ?? 0);
  }
};
const calls = (from = 0) => world.google.calls.slice(from).map(({ call }) => call);
const eventIds = () => world.google.events(lia).map(({ eventId }) => eventId);

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

describe('a cancelled appointment', () => {
  const confirmed = async () => {
    const { id } = await book();
    await world.work();
    return id;
  };

  it('leaves the calendar with one call', async () => {
    const id = await confirmed();
    await cancel(id);
    const before = world.google.calls.length;
    await workUntilRest();
    expect(calls(before)).toEqual(['remove']);
    expect(eventIds()).toEqual([]);
  });

  it('leaves nothing behind when it is cancelled while it is being written', async () => {
    let whileWriting = async (): Promise<void> => undefined;
    world = await schedulingWorld({
      aroundGoogle: (google) => ({
        ...google,
        async insert(token, calendarId, event) {
          await whileWriting();
          return google.insert(token, calendarId, event);
        },
      }),
    });
    const { id } = await book();
    whileWriting = async () => {
      await cancel(id);
    };
    expect(await world.work()).toMatchObject([{ outcome: 'changed' }]);
    expect(eventIds()).toHaveLength(1);
    await workUntilRest();
    expect(await world.stateOf(id)).toEqual(['cancelled', 'by-patient']);
    expect(eventIds()).toEqual([]);
  });

  it.each([true, false, 'late'] as const)(
    'leaves nothing behind after an insert without an answer (done: %s)',
    async (done) => {
      const { id } = await book();
      fates.insert = [lost(done)];
      await world.work();
      await cancel(id);
      await workUntilRest();
      // a call that was on its way all the time finds its id used up
      world.google.landLate();
      expect(eventIds()).toEqual([]);
      expect(await world.stores.appointments.msUntilDue()).toBeUndefined();
    },
  );

  it('is taken out again and again until Google says so', async () => {
    const id = await confirmed();
    await cancel(id);
    fates.remove = [
      lost(true),
      lost(false),
      refused('transient'),
      refused('quota'),
      refused('missing-scope'),
    ];
    await workUntilRest();
    expect(eventIds()).toEqual([]);
  });

  it('is over when somebody has deleted its event already', async () => {
    const id = await confirmed();
    world.google.deleteEvent(lia, eventIdOf({ id, generation: 1 }));
    await cancel(id);
    await workUntilRest();
    expect(world.openAlerts()).toEqual([]);
  });

  it('is not believed to be gone from a calendar that cannot be seen, and leaves it when it is back', async () => {
    const id = await confirmed();
    const events = world.google.events(lia);
    await cancel(id);
    world.google.removeCalendar(lia);
    await world.work();
    const wait = await world.stores.appointments.msUntilDue();
    expect(wait).toBeGreaterThan(30 * 60_000);
    world.google.addCalendar({ calendarId: lia });
    for (const { eventId, slot } of events)
      world.google.addEvent(lia, { eventId, slot: slot!, appointmentId: id });
    await workUntilRest();
    expect(eventIds()).toEqual([]);
  });

  it('is given up a day after the visit, with an alert', async () => {
    const id = await confirmed();
    await cancel(id);
    world.setAccess('not-connected');
    await workUntilRest();
    expect(world.clock.now() > at('10:00', '2026-03-04')).toBe(true);
    expect(world.openAlerts()).toEqual(['calendar-access', 'event-left-behind']);
  });
});
