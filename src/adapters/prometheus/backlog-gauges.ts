import { Gauge, type Registry } from 'prom-client';
import type { Backlog } from '../../application/ports/backlog.ts';

/** Gauges that are read from the database at each scrape. */
export function backlogGauges(registry: Registry, backlog: Backlog): { refresh(): Promise<void> } {
  const gauge = (name: string, help: string, labelNames: readonly string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const turns = gauge('atende_turns', 'Turns that are due or still waiting for the patient to finish', [
    'state',
  ]);
  const sends = gauge(
    'atende_sends',
    'Outbound messages that are due, waiting for a retry or of unknown outcome',
    ['state'],
  );
  const appointments = gauge(
    'atende_appointments_due',
    'Appointments that may be out of step with their calendar',
  );
  const oldest = gauge('atende_oldest_due_seconds', 'Age of the oldest due work', ['kind']);
  const parked = gauge('atende_parked_items', 'Webhook items that wait for an operator, by reason', [
    'reason',
  ]);
  const alerts = gauge('atende_open_alerts', 'Open alerts by kind', ['kind']);

  return {
    async refresh() {
      const now = await backlog.read();
      turns.set({ state: 'due' }, now.turnsDue);
      turns.set({ state: 'waiting' }, now.turnsWaiting);
      sends.set({ state: 'due' }, now.sendsDue);
      sends.set({ state: 'waiting' }, now.sendsWaiting);
      sends.set({ state: 'unknown' }, now.unknownSends);
      oldest.set({ kind: 'turn' }, now.oldestDueTurnMs / 1000);
      oldest.set({ kind: 'send' }, now.oldestDueSendMs / 1000);
      appointments.set(now.appointmentsDue);
      oldest.set({ kind: 'appointment' }, now.oldestDueAppointmentMs / 1000);
      parked.reset();
      for (const [reason, count] of now.parkedItems) parked.set({ reason }, count);
      alerts.reset();
      for (const [kind, count] of now.openAlerts) alerts.set({ kind }, count);
    },
  };
}
