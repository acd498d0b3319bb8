import { describe, expect, it } from 'vitest';
import { messageId } from '../../../src/domain/messaging/message.ts';
import { isStillTrue } from '../../../src/domain/patient-messages/notice.ts';
import type { Appointment } from '../../../src/domain/scheduling/appointment.ts';
import { anAppointment } from '../../support/builders/an-appointment.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { leaseMs } from '../../support/worlds/memory-workers.ts';
import { memoryWorld, type MemoryWorld } from '../../support/worlds/memory-world.ts';

const now = new Date('2027-03-01T08:00:00Z');
const world = () => ({ ids: { next: () => crypto.randomUUID() }, now: () => now });
const visit = (wish: Partial<Appointment>) => anAppointment(world(), 'c' as never, wish);

describe('what a notice says', () => {
  it.each([
    ['confirmed', { state: 'confirmed' }, true],
    ['confirmed', { state: 'cancelled' }, false],
    ['moved', { state: 'confirmed' }, true],
    ['cancelled', { state: 'cancelled' }, true],
    ['cancelled', { state: 'confirmed' }, false],
    ['slot-taken', { state: 'failed' }, true],
    ['waiting', { state: 'held', requestedAt: now }, true],
    ['waiting', { state: 'confirmed' }, false],
    ['waiting-for-hours', { state: 'held' }, false],
  ] as const)('%s of one that is %j stands: %s', (kind, wish, expected) => {
    expect(isStillTrue(kind, visit(wish), now)).toBe(expected);
  });

  it('is not said of a visit that is over, or gone', () => {
    expect(isStillTrue('confirmed', visit({ state: 'confirmed' }), new Date('2027-03-02T00:00:00Z'))).toBe(
      false,
    );
    expect(isStillTrue('cancelled', undefined, now)).toBe(false);
  });
});

const hour = 3_600_000;
const number = { phoneNumberId: 'pn-1' };
const write = (it: MemoryWorld, wamid: string) =>
  it.ingestMessage({ items: [aMessage({ number, wamid, sentAt: it.clock.now() })], requestId: 'r' });
async function deliver(it: MemoryWorld) {
  const [send] = await it.stores.outbox.claim(1, leaseMs);
  return send && it.deliverMessage(send);
}

/** A notice about a visit that waits because the patient wrote thirty hours ago. */
async function waiting(kind: 'confirmed' | 'cancelled', state: Appointment['state']) {
  const it = memoryWorld();
  await write(it, 'w-1');
  const [conversation] = [...it.db.conversations.values()];
  conversation!.turnDueAt = conversation!.turnFirstAt = undefined;
  it.clock.advance(30 * hour);
  const { contactId, id: conversationId } = conversation!;
  const start = new Date(it.clock.now().getTime() + 72 * hour);
  const appointment = anAppointment({ ids: it.db.ids, now: () => it.clock.now() }, it.clinicId, {
    ...{ state, requestedAt: it.clock.now(), contactId, conversationId },
    slot: { start, end: new Date(start.getTime() + hour) },
  });
  const { stores } = it;
  await stores.appointments.apply(it.clinicId, [
    { change: 'hold', appointment: { ...appointment, state: 'held' } },
  ]);
  await stores.appointments.apply(it.clinicId, [
    {
      ...{ change: 'cancel', appointmentId: appointment.id, reason: 'by-clinic', at: it.clock.now() },
      notice: {
        messageId: messageId(it.db.ids.next()),
        content: { type: 'text', body: 'as it was then' },
        requestId: 'r',
        about: { kind, appointmentId: appointment.id },
      },
    },
  ]);
  return it;
}

describe('a notice that had to wait', () => {
  it('is said from the present state when the window opens', async () => {
    const it = await waiting('cancelled', 'held');
    expect(await deliver(it)).toMatchObject({ settlement: { to: 'waiting' } });
    await write(it, 'w-2');
    expect(await deliver(it)).toMatchObject({ settlement: { to: 'accepted' } });
    expect(it.whatsapp.calls.at(-1)?.content.body).toMatch(/precisou cancelar o seu horário/);
    expect(await it.stores.alerts.openCount()).toEqual(new Map([['needs-template', 1]]));
  });

  it('is never said when it is no longer true', async () => {
    const it = await waiting('confirmed', 'held');
    expect(await deliver(it)).toMatchObject({ settlement: { to: 'cancelled', reason: 'no-longer-true' } });
    expect(it.whatsapp.calls).toEqual([]);
  });
});
