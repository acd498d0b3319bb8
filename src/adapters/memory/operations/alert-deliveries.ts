import type {
  AlertDeliveries,
  ClaimedDelivery,
  DueAlert,
} from '../../../application/ports/alerting/alert-deliveries.ts';
import { alertEvents, type PlannedDelivery } from '../../../domain/alerting/alert-delivery.ts';
import { urgencyOf } from '../../../domain/alerting/alert-rules.ts';
import { given } from '../../../domain/given.ts';
import { after, isOver } from '../../../domain/instants.ts';
import { msUntilNext } from '../connection/rotation.ts';
import type { MemoryDatabase } from '../database.ts';
import type { AlertRow, DeliveryRow, DestinationRow } from './alert-rows.ts';
import { alertOf } from './alerts.ts';

const isDue = (due: Date | undefined, lease: Date | undefined, now: Date) =>
  due !== undefined && due <= now && isOver(lease, now);

const placeOf = ({ event }: DeliveryRow) => alertEvents.indexOf(event);

const plannedOf = ({ destinationId, event, state, attempts, dueAt }: DeliveryRow): PlannedDelivery => ({
  ...{ destinationId, event, state, attempts, dueAt },
});

export const memoryAlertDeliveries = (db: MemoryDatabase): AlertDeliveries => {
  const deliveriesOf = (alertId: string) => db.alertDeliveries.filter((row) => row.alertId === alertId);
  const waitingFor = (destinationId: string) =>
    db.alertDeliveries.filter((row) => row.destinationId === destinationId && row.state === 'waiting');
  const zoneOf = ({ clinicId, timeZone }: DestinationRow) =>
    timeZone ?? (clinicId && db.clinics.get(clinicId)?.clinic.timeZone) ?? 'UTC';

  const quietOf = (row: DestinationRow) =>
    row.quiet === undefined ? {} : { quiet: { hours: row.quiet, timeZone: zoneOf(row) } };

  const dueAlert = (alert: AlertRow): DueAlert => ({
    alert: alertOf(alert),
    destinations: db.alertDestinations
      .filter(({ clinicId }) => clinicId === undefined || clinicId === alert.clinicId)
      .map((row) => ({
        ...{ id: row.id, since: row.since, ...given({ clinicId: row.clinicId }) },
        ...quietOf(row),
      })),
    planned: deliveriesOf(alert.id).map(plannedOf),
    leaseToken: alert.announceLeaseToken,
  });

  const headOf = (destination: DestinationRow, now: Date) =>
    waitingFor(destination.id)
      .filter(({ dueAt }) => dueAt <= now)
      // of one alert nothing before what comes before it
      .filter(
        (row) =>
          !waitingFor(row.destinationId).some(
            (other) => other.alertId === row.alertId && placeOf(other) < placeOf(row),
          ),
      )
      .sort(
        (a, b) =>
          Number(b.isUrgent) - Number(a.isUrgent) ||
          a.dueAt.getTime() - b.dueAt.getTime() ||
          (a.id < b.id ? -1 : 1),
      )[0];

  const claimedOf = (destination: DestinationRow, delivery: DeliveryRow): ClaimedDelivery => {
    const alert = db.alerts.find(({ id }) => id === delivery.alertId);
    if (alert === undefined) throw new Error(`No alert ${delivery.alertId}`);
    const clinic = alert.clinicId === undefined ? undefined : db.clinics.get(alert.clinicId)?.clinic;
    const { id, channel, address, failures, clinicId, sealedSecret, timeZone } = destination;
    return {
      ...{ id: delivery.id, event: delivery.event, attempts: delivery.attempts, dueAt: delivery.dueAt },
      alert: alertOf(alert),
      ...(clinic && { clinic: { id: clinic.id, name: clinic.name, timeZone: clinic.timeZone } }),
      siblings: deliveriesOf(alert.id)
        .filter((other) => other.destinationId === id && other !== delivery)
        .map(({ event, state }) => ({ event, state })),
      destination: {
        ...{ id, channel, address, failures, ...quietOf(destination) },
        ...given({ clinicId, sealedSecret, timeZone }),
      },
      leaseToken: destination.leaseToken,
    };
  };

  return {
    claimAlerts: (limit, leaseMs) =>
      db.atomically(() => {
        const now = db.clock.now();
        return db.alerts
          .filter(({ announceAt, announceLeaseUntil }) => isDue(announceAt, announceLeaseUntil, now))
          .slice(0, limit)
          .map((alert) => {
            alert.announceLeaseUntil = after(now, leaseMs);
            alert.announceLeaseToken += 1;
            return dueAlert(alert);
          });
      }),

    plan: ({ alert: { id, kind }, planned, leaseToken }, plan, mostWaiting) =>
      db.atomically(() => {
        const alert = db.alerts.find((row) => row.id === id);
        if (alert?.announceLeaseToken !== leaseToken || alert.announceLeaseUntil === undefined) return false;
        alert.announceLeaseUntil = undefined;
        const known = (each: PlannedDelivery) =>
          `${each.destinationId} ${each.event} ${each.state} ${each.attempts}`;
        const then = new Set(planned.map(known));
        const now = deliveriesOf(id);
        if (now.length !== planned.length || !now.every((row) => then.has(known(row)))) return false;
        for (const { destinationId, event } of plan.skip)
          for (const row of now)
            if (row.destinationId === destinationId && row.event === event) row.state = 'skipped';
        for (const { destinationId, event, dueAt } of plan.add) {
          if (!db.alertDestinations.some((row) => row.id === destinationId)) continue;
          if (waitingFor(destinationId).length >= mostWaiting) continue;
          db.alertDeliveries.push({
            ...{ id: db.ids.next(), destinationId, alertId: id, event, dueAt },
            ...{ isUrgent: urgencyOf(kind) === 'now', attempts: 0, state: 'waiting' },
          });
        }
        alert.announceAt = plan.next;
        return true;
      }),

    msUntilAlert: () =>
      db.atomically(() =>
        msUntilNext(
          db.alerts.map(({ announceAt }) => announceAt),
          db.clock.now(),
        ),
      ),

    claim: (limit, leaseMs) =>
      db.atomically(() => {
        const now = db.clock.now();
        return db.alertDestinations
          .filter((row) => isDue(row.nextAttemptAt, row.leaseUntil, now))
          .flatMap((row) => {
            const head = headOf(row, now);
            return head === undefined ? [] : [{ row, head }];
          })
          .sort((a, b) => a.row.nextAttemptAt.getTime() - b.row.nextAttemptAt.getTime())
          .slice(0, limit)
          .map(({ row, head }) => {
            row.leaseUntil = after(now, leaseMs);
            row.leaseToken += 1;
            head.attempts += 1;
            return claimedOf(row, head);
          });
      }),

    settle: ({ id, event, destination, leaseToken }, settlement) =>
      db.atomically(() => {
        const row = db.alertDestinations.find((known) => known.id === destination.id);
        if (row?.leaseToken !== leaseToken || row.leaseUntil === undefined) return false;
        row.leaseUntil = undefined;
        const delivery = db.alertDeliveries.find((known) => known.id === id);
        if (settlement.to === 'postponed') {
          if (delivery !== undefined)
            Object.assign(delivery, { dueAt: settlement.until, attempts: delivery.attempts - 1 });
          return true;
        }
        if (delivery !== undefined && settlement.to !== 'retry') delivery.state = settlement.to;
        if (settlement.to === 'skipped') return true;
        const pauseMs = settlement.nextAt.getTime() - settlement.at.getTime();
        row.nextAttemptAt = after(db.clock.now(), pauseMs);
        row.failures = settlement.to === 'delivered' ? 0 : row.failures + 1;
        row.last = {
          ...{ event, at: settlement.at },
          ...(settlement.to !== 'delivered' && { code: settlement.code }),
        };
        return true;
      }),

    msUntilDue: () =>
      db.atomically(() => {
        const times = db.alertDestinations.flatMap((row) =>
          waitingFor(row.id).map(({ dueAt }) => (dueAt > row.nextAttemptAt ? dueAt : row.nextAttemptAt)),
        );
        return msUntilNext(times, db.clock.now());
      }),

    forget: (before) =>
      db.atomically(() => {
        const old = db.alertDeliveries.filter((row) => {
          const resolvedAt = db.alerts.find(({ id }) => id === row.alertId)?.resolvedAt;
          return row.state !== 'waiting' && resolvedAt !== undefined && resolvedAt < before;
        });
        for (const row of old) db.alertDeliveries.splice(db.alertDeliveries.indexOf(row), 1);
        return old.length;
      }),
  };
};
