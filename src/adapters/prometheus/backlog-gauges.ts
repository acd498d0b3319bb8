import { Gauge, type Registry } from 'prom-client';
import type { Backlog } from '../../application/ports/operations/backlog.ts';

/** Gauges that are read from the database at each scrape. */
export function backlogGauges(registry: Registry, backlog: Backlog): { refresh(): Promise<void> } {
  const gauge = (name: string, help: string, labelNames: readonly string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const turns = gauge('atende_turns', 'Turns that are due or still waiting for the patient to finish', [
    'clinic',
    'state',
  ]);
  const sends = gauge(
    'atende_sends',
    'Outbound messages that are due, waiting for a retry or of unknown outcome',
    ['clinic', 'state'],
  );
  const appointments = gauge(
    'atende_appointments_due',
    'Appointments that may be out of step with their calendar',
    ['clinic'],
  );
  const oldest = gauge('atende_oldest_due_seconds', 'Age of the oldest due work', ['clinic', 'kind']);
  const parked = gauge('atende_parked_items', 'Webhook items that nobody has dealt with, by reason', [
    'clinic',
    'reason',
  ]);
  const alerts = gauge('atende_open_alerts', 'Open alerts by kind', ['kind']);

  return {
    async refresh() {
      const now = await backlog.read();
      for (const each of [turns, sends, appointments, oldest, parked, alerts]) each.reset();
      for (const { clinicId: clinic, ...backlog } of now.clinics) {
        turns.set({ clinic, state: 'due' }, backlog.turnsDue);
        turns.set({ clinic, state: 'waiting' }, backlog.turnsWaiting);
        sends.set({ clinic, state: 'due' }, backlog.sendsDue);
        sends.set({ clinic, state: 'waiting' }, backlog.sendsWaiting);
        sends.set({ clinic, state: 'unknown' }, backlog.unknownSends);
        appointments.set({ clinic }, backlog.appointmentsDue);
        for (const [kind, ms] of Object.entries(backlog.oldestDueMs)) oldest.set({ clinic, kind }, ms / 1000);
      }
      for (const { clinicId: clinic = 'none', reason, count } of now.parkedItems)
        parked.set({ clinic, reason }, count);
      for (const [kind, count] of now.openAlerts) alerts.set({ kind }, count);
    },
  };
}
