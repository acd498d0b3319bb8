import type { AlertDeliveryOutcome, DeliverAlert } from '../../application/alerting/deliver-alert.ts';
import type { PlanAlertDeliveries } from '../../application/alerting/plan-alert-deliveries.ts';
import type {
  AlertDeliveries,
  ClaimedDelivery,
  DueAlert,
} from '../../application/ports/alerting/alert-deliveries.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import type { LoopSettings } from './answer-due-turns.ts';
import { makeWorkLoop, type LoopNeeds, type WorkLoop } from './work-loop.ts';

type PlanNeeds = LoopNeeds & { alertDeliveries: AlertDeliveries; planAlertDeliveries: PlanAlertDeliveries };

/** The loop that looks who is to be told of alerts that begin, last or end. */
export const planDueAlerts = (needs: PlanNeeds, { concurrency, leaseMs, pollMs }: LoopSettings): WorkLoop =>
  makeWorkLoop<DueAlert>(needs, {
    name: 'alert-plans',
    claim: (limit) => needs.alertDeliveries.claimAlerts(limit, leaseMs),
    async handle(due) {
      await needs.planAlertDeliveries(due);
    },
    msUntilDue: () => needs.alertDeliveries.msUntilAlert(),
    concurrency,
    pollMs,
  });

type DeliveryNeeds = LoopNeeds & { alertDeliveries: AlertDeliveries; deliverAlert: DeliverAlert };

/** The loop that tells them. */
export const deliverDueAlerts = (
  needs: DeliveryNeeds,
  { concurrency, leaseMs, pollMs }: LoopSettings,
): WorkLoop =>
  makeWorkLoop<ClaimedDelivery>(needs, {
    name: 'alert-deliveries',
    claim: (limit) => needs.alertDeliveries.claim(limit, leaseMs),
    async handle(claimed) {
      const outcome = await needs.deliverAlert(claimed);
      const { clinicId, channel } = claimed.destination;
      needs.telemetry.alertDelivery(clinicId, channel, outcome.outcome);
      report(needs.log, claimed, outcome);
    },
    msUntilDue: () => needs.alertDeliveries.msUntilDue(),
    concurrency,
    pollMs,
  });

function report(
  log: Log,
  { alert, destination, attempts }: ClaimedDelivery,
  { outcome, code }: AlertDeliveryOutcome,
): void {
  const fields = { clinicId: destination.clinicId, alert: alert.kind, code, attempts };
  if (outcome === 'given-up') log.error(fields, 'an alert could not be told');
  if (outcome === 'retry') log.warn(fields, 'an alert was not told; it is tried again');
}
