import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeBindTurnTools } from '../../../src/application/assistant/turn-tools.ts';
import type { ClinicCalendar } from '../../../src/application/ports/connection/clinic-calendars.ts';
import type { AvailabilityRequest } from '../../../src/application/scheduling/find-availability.ts';
import type { GoogleConnection } from '../../../src/domain/connection/google-connection.ts';
import { contactId } from '../../../src/domain/messaging/people/contact-identity.ts';
import { conversationId } from '../../../src/domain/messaging/message.ts';
import { appointmentId, type Appointment } from '../../../src/domain/scheduling/appointment.ts';
import type { TimeSlot } from '../../../src/domain/scheduling/time-slot.ts';
import { anAppointment, demoContext, local, uuid } from './booking-talk.ts';
import { openTime } from './talk.ts';

const service = demoContext.services.find(({ id }) => id === 'consulta-dermato')!;
const free = ['2026-11-26 10:00', '2026-11-27 10:00', '2026-11-30 09:00'];

const mine = anAppointment(1, '2026-11-30 14:00');
const hold = anAppointment(2, '2026-11-26 08:00', {
  state: 'held',
  requestedAt: undefined as never,
  holdExpiresAt: new Date(openTime.getTime() + 60_000),
});
const foreign = anAppointment(3, '2026-11-30 11:00', {
  contactId: contactId('rita'),
  conversationId: conversationId('elsewhere'),
});

/** Somebody who turned out to be Ana, and wrote in another conversation. */
const mergedContact = contactId('ana-before');

type Setting = { readonly book?: readonly Appointment[]; readonly taken?: readonly TimeSlot[] };

/** The tools of Ana's turn, over a book and calendars that are free at three times. */
async function aTurn({ book = [mine, foreign], taken = [] }: Setting = {}) {
  const asked: AvailabilityRequest[] = [];
  let ids = 0;
  const bind = makeBindTurnTools({
    googleConnections: { get: async () => ({ status: 'connected' }) as GoogleConnection },
    calendarsInUse: async () => [{ accessRole: 'owner' } as ClinicCalendar],
    findAvailability: async (request) => {
      asked.push(request);
      const slots = free.map((at) => ({
        slot: { start: local(at), end: new Date(local(at).getTime() + 1_800_000) },
        calendarId: 'cal-lara',
        professionalId: 'lara',
      }));
      return { slots, asOf: openTime, unknownCalendars: [] };
    },
    appointments: {
      get: async (_, id) => book.find((one) => one.id === id),
      ofContact: async (_, contact) =>
        book.filter((one) => one.contactId === contact || one.contactId === mergedContact),
    },
    conversations: { get: async () => undefined, shown: async () => [], messages: async () => undefined },
    ids: { next: () => uuid((ids += 1)) },
    syncPolicy: { holdMs: 600_000 },
  });
  const ana = { contactId: contactId('ana'), conversationId: conversationId('talk') };
  const { tools, plan } = await bind({
    context: demoContext,
    ...ana,
    now: openTime,
    taken,
    answering: new Set(),
  });
  const timeAt = (at: string) => ({ subject: { service }, start: local(at), professionalId: 'lara' });
  return { asked, agenda: tools.agenda!, tools, plan, timeAt };
}

describe('the tools of a turn', () => {
  it('ask the calendars once for the same days, and again when a time is held', async () => {
    const { agenda, asked, timeAt } = await aTurn();
    await Promise.all([agenda.findTimes({ service }), agenda.findTimes({ service })]);
    expect(asked).toHaveLength(1);
    await agenda.hold(timeAt('2026-11-26 10:00'));
    await agenda.findTimes({ service });
    expect(asked.map(({ fresh }) => fresh)).toEqual([undefined, true]);
  });

  it('leave out what others took while an earlier answer was committed', async () => {
    const { agenda, timeAt } = await aTurn({
      taken: [{ start: local('2026-11-26 10:00'), end: local('2026-11-26 10:30') }],
    });
    expect(await agenda.hold(timeAt('2026-11-26 10:00'))).toMatchObject({ outcome: 'not-free' });
  });

  it('hold one time: an earlier hold ends with it, also one of the same turn', async () => {
    const { agenda, plan, timeAt } = await aTurn({ book: [hold] });
    const first = await agenda.hold(timeAt('2026-11-26 10:00'));
    expect(first).toMatchObject({ outcome: 'held', letGo: { id: hold.id } });
    await agenda.hold(timeAt('2026-11-27 10:00'));
    expect(plan().appointmentChanges.map(({ change }) => change)).toEqual([
      'cancel',
      'hold',
      'cancel',
      'hold',
    ]);
    const open = (await agenda.appointments()).filter(({ state }) => state === 'held');
    expect(open.map(({ slot }) => slot.start)).toEqual([local('2026-11-27 10:00')]);
  });

  it('hold nothing that was not free at this moment', async () => {
    const { agenda, plan, timeAt } = await aTurn();
    expect(await agenda.hold(timeAt('2026-11-26 10:07'))).toMatchObject({ outcome: 'not-free' });
    expect(plan().appointmentChanges).toEqual([]);
  });

  it('confirm no hold of the same turn: the patient has not seen it', async () => {
    const { agenda, plan, timeAt } = await aTurn();
    const held = await agenda.hold(timeAt('2026-11-26 10:00'));
    if (!('outcome' in held) || held.outcome !== 'held') throw new Error('It was not held');
    expect(await agenda.confirm(held.appointment.id)).toEqual({ outcome: 'not-yours' });
    expect(plan().appointmentChanges).toHaveLength(1);
  });

  it('confirm once, however often the yes is said', async () => {
    const { agenda, plan } = await aTurn({ book: [hold] });
    expect(await agenda.confirm(hold.id)).toMatchObject({ outcome: 'requested' });
    expect(await agenda.confirm(hold.id)).toMatchObject({ outcome: 'stands' });
    expect(plan().appointmentChanges).toHaveLength(1);
  });

  it('keep a held time longer for people, and name it to them', async () => {
    const { tools, plan } = await aTurn({ book: [hold] });
    const held = await tools.handOver({ reason: 'asked-for-human', summary: 'Quer falar.' });
    expect(held?.holdExpiresAt).toEqual(new Date(openTime.getTime() + 1_800_000));
    expect(plan().handover?.summary).toMatch(/^Quer falar\. Há um horário reservado até 11:30/);
    expect(plan().appointmentChanges).toMatchObject([{ change: 'cancel' }, { change: 'hold' }]);
  });

  it('confirm a hold that the patient made before two contacts were merged', async () => {
    const before = { ...hold, contactId: mergedContact, conversationId: conversationId('talk-before') };
    const { agenda, plan } = await aTurn({ book: [before] });
    expect((await agenda.appointment(before.id))?.id).toBe(before.id);
    await agenda.confirm(before.id);
    expect(plan().appointmentChanges).toMatchObject([{ change: 'request', appointmentId: before.id }]);
  });

  it('change nothing in an emergency', async () => {
    const { tools, plan } = await aTurn({ book: [hold] });
    await tools.handOver({ reason: 'emergency', summary: '' });
    expect(plan().appointmentChanges).toEqual([]);
  });

  it('do not look for times beside an appointment of somebody else', async () => {
    const { agenda, asked, timeAt } = await aTurn();
    const moving = foreign.id;
    expect(await agenda.findTimes({ service, moving })).toEqual({ failure: 'needs-clinic' });
    const wanted = { ...timeAt('2026-11-26 10:00'), subject: { service, moving } };
    expect(await agenda.hold(wanted)).toEqual({ outcome: 'not-yours' });
    expect(asked).toEqual([]);
  });
});

const anyId = fc.constantFrom(mine.id, hold.id, foreign.id, ...[1, 2, 3].map((n) => appointmentId(uuid(n))));
const anyCall = fc.record({
  tool: fc.constantFrom('hold', 'confirm', 'release', 'cancel', 'appointment', 'handOver'),
  id: anyId,
  moving: fc.option(anyId, { nil: undefined }),
  at: fc.constantFrom(...free, '2026-11-26 08:00', '2026-11-30 11:00', '2020-01-01 10:00'),
});

it('reaches nobody else and holds one time at most, whatever is called', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyCall, { maxLength: 12 }), async (calls) => {
      const { agenda, tools, plan } = await aTurn({ book: [mine, hold, foreign] });
      for (const { tool, id, moving, at } of calls) {
        const subject = { service, ...(moving && { moving }) };
        if (tool === 'hold') await agenda.hold({ subject, start: local(at), professionalId: 'lara' });
        else if (tool === 'handOver') await tools.handOver({ reason: 'not-understood', summary: '' });
        else if (tool !== 'appointment') await agenda[tool as 'confirm'](id);
        else expect((await agenda.appointment(id))?.contactId ?? 'ana').toBe('ana');
      }
      const { appointmentChanges } = plan();
      expect(JSON.stringify(appointmentChanges)).not.toContain(foreign.id);
      for (const each of appointmentChanges)
        if (each.change === 'hold')
          expect(each.appointment).toMatchObject({ contactId: 'ana', state: 'held' });
      const all = await agenda.appointments();
      expect(all.map(({ id }) => id)).not.toContain(foreign.id);
      expect(all.filter((one) => one.state === 'held' && !one.requestedAt).length).toBeLessThanOrEqual(1);
      const requested = appointmentChanges.flatMap((each) =>
        each.change === 'request' ? [each.appointmentId] : [],
      );
      expect(requested.every((id) => id === hold.id)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
