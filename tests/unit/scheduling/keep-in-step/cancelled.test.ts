import { beforeEach, describe, expect, it } from 'vitest';
import type { LocalDate } from '../../../../src/domain/clinic/local-time.ts';
import { eventIdOf } from '../../../../src/domain/scheduling/calendar-event.ts';
import { at, lia, schedulingWorld, type SchedulingWorld } from '../../../support/worlds/scheduling-world.ts';
import { fateIn, lost, refused, stepsIn, type Fates } from './steps.ts';

let world: SchedulingWorld;
let fates: Fates;
beforeEach(async () => {
  fates = {};
  world = await schedulingWorld({ fateOf: (call) => fateIn(fates, call) });
});
const { book, calls, cancel, eventIds, workUntilRest } = stepsIn(() => world);

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

  it('is not taken for somebody else’s from memory: the calendars are read again', async () => {
    const id = await confirmed();
    const day = '2026-03-03' as LocalDate;
    const asked = { clinicId: world.clinicId, serviceId: 'geral', from: day, to: day };
    const reads = () => calls(0).filter((call) => call === 'busy').length;
    await world.findAvailability(asked);
    const before = reads();
    await world.findAvailability(asked);
    expect(reads()).toBe(before);
    await cancel(id);
    await workUntilRest();
    await world.findAvailability(asked);
    expect(reads()).toBe(before + 1);
  });

  it('is cancelled without a word where the clinic tells the patient itself', async () => {
    const appointmentId = await confirmed();
    const before = world.told().length;
    const request = { clinicId: world.clinicId, appointmentId, by: 'clinic', isToldByClinic: true } as const;
    const { patientNotice } = await world.cancelAppointment(request);
    expect(patientNotice).toEqual({ how: 'none', because: 'not-wanted' });
    await workUntilRest();
    expect(world.told()).toHaveLength(before);
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
    const before = world.google.calls.length;
    fates.remove = [
      lost(false),
      refused('transient'),
      refused('quota'),
      refused('missing-scope'),
      lost(true),
    ];
    await workUntilRest();
    expect(eventIds()).toEqual([]);
    expect(calls(before).filter((call) => call === 'remove')).toHaveLength(6);
  });

  it('is over when somebody has deleted its event already', async () => {
    const id = await confirmed();
    world.google.deleteEvent(lia, eventIdOf({ id, generation: 1 }));
    await cancel(id);
    const before = world.google.calls.length;
    await world.work();
    expect(calls(before).filter((call) => call === 'remove')).toHaveLength(1);
    expect(await world.stores.appointments.msUntilDue()).toBeUndefined();
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
