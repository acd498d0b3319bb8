import type { ClaimedDelivery, DueAlert } from '../../../src/application/ports/alerting/alert-deliveries.ts';
import type { AlertKind } from '../../../src/domain/alerting/alert-kinds.ts';
import { planDeliveries } from '../../../src/domain/alerting/plan-deliveries.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import type { Harness } from './harness.ts';
import { leaseMs } from './steps.ts';

/** So many deliveries may wait for one destination. */
export const mostWaiting = 200;

/** What becomes of the alerts of one clinic, step by step. */
export function alertSteps(of: () => { readonly harness: Harness; readonly clinicId: ClinicId }) {
  const conditionOf = (kind: AlertKind, subject = 's') => ({ clinicId: of().clinicId, kind, subject });
  const steps = {
    open: (kind: AlertKind, subject?: string) => {
      const { harness } = of();
      return harness.stores.alerts.open(conditionOf(kind, subject), 'seen', harness.now());
    },
    resolve: (kind: AlertKind) => {
      const { harness } = of();
      return harness.stores.alerts.resolve(conditionOf(kind), harness.now());
    },
    /** These addresses are told of the clinic's alerts, and no other. */
    hear: async (...addresses: string[]) => {
      const { harness, clinicId } = of();
      const wanted = addresses.map((address) => ({ channel: 'email' as const, address }));
      await harness.stores.alertDestinations.replace(clinicId, wanted, harness.now());
      await harness.passTime(1);
    },
    claimAlert: async (): Promise<DueAlert> => {
      const [due] = await of().harness.stores.alertDeliveries.claimAlerts(1, leaseMs);
      if (due === undefined) throw new Error('No alert was due');
      return due;
    },
    plan: (due: DueAlert, limit = mostWaiting) => {
      const { harness } = of();
      const wanted = planDeliveries(due.alert, due.destinations, due.planned, harness.now());
      return harness.stores.alertDeliveries.plan(due, wanted, limit);
    },
    /** An alert of which one address is to be told now. */
    planned: async (kind: AlertKind) => {
      await steps.hear('a@example.com');
      await steps.open(kind);
      await steps.plan(await steps.claimAlert());
      await of().harness.passTime(1);
    },
    claim: async (): Promise<ClaimedDelivery> => {
      const [claimed] = await of().harness.stores.alertDeliveries.claim(1, leaseMs);
      if (claimed === undefined) throw new Error('No delivery was due');
      return claimed;
    },
    deliver: async () => {
      const { harness } = of();
      const claimed = await steps.claim();
      const now = harness.now();
      await harness.stores.alertDeliveries.settle(claimed, { to: 'delivered', at: now, nextAt: now });
      await harness.passTime(1);
      return claimed;
    },
  };
  return steps;
}
