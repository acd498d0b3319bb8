import { forged, longAgo, type AttacksOf, type Target } from './target.ts';

/** Of appointments and their reminders. */
export function schedulingAttacks({
  stores,
  own,
  of,
  now,
  window,
  contact,
  conversation,
  appointment,
  told,
}: Target): AttacksOf<'appointments' | 'reminders'> {
  const { appointments } = stores;
  const calendarId = String(of('clinic_calendars')['calendar_id']);
  const held = forged({
    ...{ id: crypto.randomUUID(), clinicId: own, seriesId: crypto.randomUUID(), state: 'held' },
    ...{ serviceId: 's', serviceName: 'Consulta', calendarId, slot: window, generation: 1, version: 1 },
    ...{ bufferMinutes: { before: 0, after: 0 }, createdAt: now, contactId: contact['id'] },
    ...{ conversationId: conversation['id'], replaces: appointment['id'] },
  });
  const sync = forged({
    appointment: {
      ...{
        clinicId: own,
        id: appointment['id'],
        conversationId: conversation['id'],
        version: 7,
        generation: 7,
      },
      ...{ bufferMinutes: { before: 0, after: 0 }, slot: window },
    },
    eventChanges: 7,
    leaseToken: 7,
  });
  return {
    'appointments.claim': 'no clinic: rotates over all',
    'appointments.msUntilDue': 'no clinic: a time of all',
    'appointments.apply': async () => {
      const id = appointment['id'] as never;
      const changes = [
        { change: 'request', appointmentId: id, at: now },
        { change: 'cancel', appointmentId: id, reason: 'x', at: now },
        { change: 'keep', appointmentId: id },
        { change: 'hold', appointment: held },
      ] as const;
      const outcomes = await Promise.allSettled(changes.map((change) => appointments.apply(own, [change])));
      return outcomes.map((outcome) => (outcome.status === 'rejected' ? String(outcome.reason) : outcome));
    },
    'appointments.get': () => appointments.get(own, appointment['id'] as never),
    'appointments.madeOnce': () =>
      appointments.madeOnce(own, {
        key: String(of('idempotency_keys')['key']),
        fingerprint: String(of('idempotency_keys')['fingerprint']),
      }),
    'appointments.ofContact': () => appointments.ofContact(own, contact['id'] as never, longAgo),
    'appointments.liveDuring': () => appointments.liveDuring(own, window),
    'appointments.list': () => appointments.list(own, window, 100),
    'appointments.leavingCalendar': () => appointments.leavingCalendar(own, calendarId, window),
    'appointments.aboutToWrite': () =>
      appointments.aboutToWrite(sync, { calendarId, eventId: 'x', slot: window }),
    'appointments.follow': () => appointments.follow(sync, { calendarId, slot: window, tellAt: now }),
    'appointments.byIds': () => appointments.byIds(own, [appointment['id'] as never]),
    'appointments.confirmedIn': () =>
      appointments.confirmedIn(own, String(appointment['calendar_id']), longAgo),
    'appointments.wakeWaiting': () => appointments.wakeWaiting(own),
    'appointments.settle': () => appointments.settle(sync, { to: 'removed' }),
    'reminders.claim': 'no clinic: rotates over all',
    'reminders.msUntilDue': 'no clinic: a time of all',
    'reminders.unconfirmed': () =>
      stores.reminders.unconfirmed(own, { start: new Date(0), end: new Date('2100-01-01') }, 9),
    'reminders.queued': () =>
      stores.reminders.queued(
        own,
        of('reminders')['appointment_id'] as never,
        of('reminders')['message_id'] as never,
      ),
    'reminders.settle': async () =>
      told(
        await stores.reminders.settle(
          forged({ appointment: { clinicId: own, id: of('appointments')['id'] }, leaseToken: 7 }),
          { skipped: [] },
        ),
      ),
  };
}
