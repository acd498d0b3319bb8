import { Gauge, type Registry } from 'prom-client';
import { dueKinds, type Backlog } from '../../application/ports/operations/backlog.ts';
import { clinicLabels } from './clinic-labels.ts';

/** Gauges that are read from the database at each scrape. */
export function backlogGauges(
  registry: Registry,
  backlog: Backlog,
  labelOf = clinicLabels(),
): { refresh(): Promise<void> } {
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
      // added up, because many clinics may share a label
      for (const { clinicId, ...backlog } of now.clinics) {
        const clinic = labelOf(clinicId);
        turns.inc({ clinic, state: 'due' }, backlog.turnsDue);
        turns.inc({ clinic, state: 'waiting' }, backlog.turnsWaiting);
        sends.inc({ clinic, state: 'due' }, backlog.sendsDue);
        sends.inc({ clinic, state: 'waiting' }, backlog.sendsWaiting);
        sends.inc({ clinic, state: 'unknown' }, backlog.unknownSends);
        appointments.inc({ clinic }, backlog.appointmentsDue);
      }
      for (const [clinic, all] of Map.groupBy(now.clinics, ({ clinicId }) => labelOf(clinicId)))
        for (const kind of dueKinds)
          oldest.set({ clinic, kind }, Math.max(...all.map(({ oldestDueMs }) => oldestDueMs[kind])) / 1000);
      for (const { clinicId = 'none', reason, count } of now.parkedItems)
        parked.inc({ clinic: labelOf(clinicId), reason: kindOf(reason) }, count);
      for (const [kind, count] of now.openAlerts) alerts.set({ kind }, count);
    },
  };
}

/** `field:calls` is named by Meta, who may name what they like: a label has one of our own words. */
const kindOf = (reason: string): string => reason.split(':', 1)[0] ?? reason;
