import type { AlertPolicy } from '../../domain/alerting/alert-retry.ts';
import { planDeliveries } from '../../domain/alerting/plan-deliveries.ts';
import type { AlertDeliveries, DueAlert } from '../ports/alerting/alert-deliveries.ts';
import type { Clock } from '../ports/system/clock.ts';

/** Writes down who is to be told of an alert. `false` when it has changed meanwhile: it is due again. */
export type PlanAlertDeliveries = (due: DueAlert) => Promise<boolean>;

type Needs = { alertDeliveries: Pick<AlertDeliveries, 'plan'>; alertPolicy: AlertPolicy; clock: Clock };

export const makePlanAlertDeliveries =
  ({ alertDeliveries, alertPolicy, clock }: Needs): PlanAlertDeliveries =>
  (due) =>
    alertDeliveries.plan(
      due,
      planDeliveries(due.alert, due.destinations, due.planned, clock.now()),
      alertPolicy.mostWaiting,
    );
