import type { Appointments } from '../../application/ports/scheduling/appointments.ts';
import type { ConversationEvents } from '../../application/ports/messaging/conversation-events.ts';
import type { GoogleConnections } from '../../application/ports/connection/google-connections.ts';
import type { AlertCondition, Alerts } from '../../application/ports/operations/alerts.ts';
import type { SyncResult } from '../../domain/scheduling/calendar-sync/task.ts';

/** Ends of an attempt that leave the book as it was. */
const changesNothing: readonly SyncResult['to'][] = ['again', 'told', 'rest'];

/** The same store; agendas that are open follow what is booked, moved, cancelled and confirmed. */
export const announcedAppointments = (
  appointments: Appointments,
  events: ConversationEvents,
): Appointments => ({
  ...appointments,
  async apply(clinicId, changes) {
    const made = await appointments.apply(clinicId, changes);
    if (changes.length > 0) events.announce([{ event: 'agenda-changed', clinicId }]);
    return made;
  },
  async follow(sync, to) {
    const outcome = await appointments.follow(sync, to);
    if (outcome === 'followed')
      events.announce([{ event: 'agenda-changed', clinicId: sync.appointment.clinicId }]);
    return outcome;
  },
  async settle(sync, settlement) {
    const outcome = await appointments.settle(sync, settlement);
    if (outcome === 'settled' && !changesNothing.includes(settlement.to))
      events.announce([{ event: 'agenda-changed', clinicId: sync.appointment.clinicId }]);
    return outcome;
  },
});

/** The same store; open consoles count along. An alert of the whole installation is no clinic's. */
export function announcedAlerts(alerts: Alerts, events: ConversationEvents): Alerts {
  const announce = (conditions: readonly AlertCondition[]) =>
    events.announce(
      conditions.flatMap(({ clinicId }) =>
        clinicId === undefined ? [] : [{ event: 'alerts-changed', clinicId } as const],
      ),
    );
  const told =
    (change: (condition: AlertCondition, ...rest: [string, Date]) => Promise<boolean>) =>
    async (condition: AlertCondition, ...rest: [string, Date]) => {
      const isChanged = await change(condition, ...rest);
      if (isChanged) announce([condition]);
      return isChanged;
    };
  return {
    ...alerts,
    open: told((...condition) => alerts.open(...condition)),
    openOnce: told((...condition) => alerts.openOnce(...condition)),
    async resolve(condition, now) {
      const isChanged = await alerts.resolve(condition, now);
      if (isChanged) announce([condition]);
      return isChanged;
    },
    async resolveAll(conditions, now) {
      const resolved = await alerts.resolveAll(conditions, now);
      announce(resolved);
      return resolved;
    },
  };
}

/** The same store; whoever looks at the connection sees it come, go, and need somebody. */
export const announcedConnections = (
  connections: GoogleConnections,
  events: ConversationEvents,
): GoogleConnections => ({
  ...connections,
  async save(connection, seenVersion) {
    const outcome = await connections.save(connection, seenVersion);
    if (outcome !== 'changed' && outcome !== 'being-revoked')
      events.announce([{ event: 'google-changed', clinicId: connection.clinicId }]);
    return outcome;
  },
  async settle(claim, settlement) {
    const isSettled = await connections.settle(claim, settlement);
    if (isSettled) events.announce([{ event: 'google-changed', clinicId: claim.clinicId }]);
    return isSettled;
  },
  async requireReconnect(clinicId, version, code) {
    const isMarked = await connections.requireReconnect(clinicId, version, code);
    if (isMarked) events.announce([{ event: 'google-changed', clinicId }]);
    return isMarked;
  },
  async disconnect(clinicId, revocationId) {
    const done = await connections.disconnect(clinicId, revocationId);
    if (done.wasConnected) events.announce([{ event: 'google-changed', clinicId }]);
    return done;
  },
});
