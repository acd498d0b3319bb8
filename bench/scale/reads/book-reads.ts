import { postgresAuditTrail } from '../../../src/adapters/postgres/access/audit-trail.ts';
import { postgresAlerts } from '../../../src/adapters/postgres/operations/alerts.ts';
import type { Pools } from '../../../src/adapters/postgres/pool.ts';
import { postgresAppointments } from '../../../src/adapters/postgres/scheduling/appointments.ts';
import { uuidV7Ids } from '../../../src/adapters/system/ids.ts';
import type { Reach } from '../../../src/domain/access/caller.ts';
import type { Place } from './places.ts';
import type { Read } from './measure.ts';

const dayMs = 24 * 3_600_000;
const limit = 50;

/** Agenda, alerts and the audit log of one clinic. */
export function bookReads(pools: Pools, { clinicId, contact }: Place): readonly Read[] {
  const appointments = postgresAppointments(pools);
  const now = new Date();
  const days = (from: number, to: number) => ({
    start: new Date(now.getTime() + from * dayMs),
    end: new Date(now.getTime() + to * dayMs),
  });
  return [
    { name: 'agenda of a day', run: () => appointments.list(clinicId, days(0, 1), 100) },
    { name: 'agenda of a week', run: () => appointments.list(clinicId, days(0, 7), 100) },
    { name: 'agenda of a week a year ago', run: () => appointments.list(clinicId, days(-365, -358), 100) },
    { name: 'visits of a patient', run: () => appointments.ofContact(clinicId, contact, now) },
    {
      name: 'all visits of a patient',
      run: () => appointments.list(clinicId, days(-720, 720), 100, undefined, contact),
    },
    { name: 'taken times of a day', run: () => appointments.liveDuring(clinicId, days(1, 2)) },
    ...alertsAndActs(pools, [clinicId]),
  ];
}

/** The same of all clinics, as the operator sees them. */
export const operatorReads = (pools: Pools): readonly Read[] => alertsAndActs(pools, 'all');

function alertsAndActs(pools: Pools, reach: Reach): readonly Read[] {
  const alerts = postgresAlerts(pools, uuidV7Ids);
  const audit = postgresAuditTrail(pools);
  const from = new Date(Date.now() - 30 * dayMs);
  return [
    { name: 'open alerts', run: () => alerts.list({ reach, state: 'open', limit }) },
    { name: 'resolved alerts', run: () => alerts.list({ reach, state: 'resolved', limit }) },
    { name: 'audit log', run: () => audit.list({ reach, limit }) },
    { name: 'audit log of an actor', run: () => audit.list({ reach, actor: 'user:1', limit }) },
    { name: 'audit log of an act', run: () => audit.list({ reach, action: 'patient.exported', limit }) },
    {
      name: 'audit log of an act nobody did',
      run: () => audit.list({ reach, action: 'patient.erased', limit }),
    },
    { name: 'audit log of a period', run: () => audit.list({ reach, from, limit }) },
    ...(reach === 'all'
      ? [
          { name: 'open alerts, counted', run: () => alerts.openCount() },
          { name: 'open alerts, by clinic', mostMs: 10, run: () => alerts.openByClinic() },
        ]
      : []),
  ];
}
