import { alertMessage } from '../../domain/alerting/alert-message.ts';
import type { AlertChannelName } from '../../domain/alerting/alert-delivery.ts';
import { afterFailure, type AlertPolicy } from '../../domain/alerting/alert-retry.ts';
import { heldUntil, isWorthTelling } from '../../domain/alerting/plan-deliveries.ts';
import { given } from '../../domain/given.ts';
import { after } from '../../domain/instants.ts';
import type { AlertChannel, AlertReceipt } from '../ports/alerting/alert-channel.ts';
import type { AlertDeliveries, ClaimedDelivery } from '../ports/alerting/alert-deliveries.ts';
import type { TokenCipher } from '../ports/connection/token-cipher.ts';
import type { AlertCondition, Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Randomness } from '../ports/system/randomness.ts';
import type { AlertOutside } from './alert-outside.ts';
import { signingSecretOf } from './signing-secret.ts';

export type AlertDeliveryOutcome = {
  readonly outcome: 'delivered' | 'retry' | 'given-up' | 'skipped' | 'postponed' | 'overtaken';
  readonly code?: string;
};

/** Tells one destination of one event of an alert. Throws only when the database fails. */
export type DeliverAlert = (claimed: ClaimedDelivery) => Promise<AlertDeliveryOutcome>;

type Needs = {
  alertDeliveries: Pick<AlertDeliveries, 'settle'>;
  alertChannels: Readonly<Record<AlertChannelName, AlertChannel>>;
  alertOutside: AlertOutside;
  alertPolicy: AlertPolicy;
  alerts: Pick<Alerts, 'open' | 'resolve'>;
  tokenCipher: Pick<TokenCipher, 'open'>;
  clock: Clock;
  randomness: Randomness;
};

export const makeDeliverAlert = (needs: Needs): DeliverAlert => {
  const { alertDeliveries, alertChannels, alertOutside, alertPolicy, alerts, tokenCipher, clock } = needs;

  const send = async (claimed: ClaimedDelivery): Promise<AlertReceipt> => {
    const { id, event, alert, clinic, destination } = claimed;
    const secret = await signingSecretOf(destination, { alertOutside, tokenCipher });
    if (secret === 'unreadable') return { outcome: 'failed', code: 'secret-unreadable', isRefused: false };
    const message = alertMessage({
      alert,
      event,
      timeZone: clinic?.timeZone ?? destination.timeZone ?? alertOutside.timeZone,
      publicUrl: alertOutside.publicUrl,
      ...(clinic && { clinic: { id: clinic.id, name: clinic.name } }),
    });
    return alertChannels[destination.channel].send({
      deliveryId: id,
      address: destination.address,
      isOperators: destination.clinicId === undefined,
      message,
      ...given({ secret: secret?.value }),
    });
  };

  const failed = async (
    claimed: ClaimedDelivery,
    receipt: Extract<AlertReceipt, { outcome: 'failed' }>,
  ): Promise<AlertDeliveryOutcome> => {
    const { destination, attempts, dueAt } = claimed;
    const failures = destination.failures + 1;
    const now = clock.now();
    const tried = { attempts, dueAt, failures, ...receipt };
    const { at, givesUp } = afterFailure(tried, now, alertPolicy, needs.randomness.next());
    const to = givesUp ? 'given-up' : 'retry';
    const { code } = receipt;
    if (!(await alertDeliveries.settle(claimed, { to, at: now, nextAt: at, code })))
      return { outcome: 'overtaken' };
    if (failures >= alertPolicy.undeliveredAfter)
      await alerts.open(
        undelivered(destination),
        `The ${destination.channel} takes no alerts, ${failures} times in a row: ${code}`,
        now,
      );
    return { outcome: to, code };
  };

  return async (claimed) => {
    const { destination, alert, siblings } = claimed;
    if (!isWorthTelling(claimed, alert, siblings)) {
      const held = await alertDeliveries.settle(claimed, { to: 'skipped' });
      return { outcome: held ? 'skipped' : 'overtaken' };
    }
    const until = heldUntil(alert, destination, clock.now());
    if (until !== undefined) {
      const held = await alertDeliveries.settle(claimed, { to: 'postponed', until });
      return { outcome: held ? 'postponed' : 'overtaken' };
    }
    const receipt = await send(claimed);
    if (receipt.outcome === 'failed') return failed(claimed, receipt);
    const now = clock.now();
    // before it is settled: whoever dies in between does both again
    if (destination.failures >= alertPolicy.undeliveredAfter)
      await alerts.resolve(undelivered(destination), now);
    const nextAt = after(now, alertPolicy.paceMs[destination.channel]);
    const held = await alertDeliveries.settle(claimed, { to: 'delivered', at: now, nextAt });
    return { outcome: held ? 'delivered' : 'overtaken' };
  };
};

/** Of a destination that takes no alerts. */
export const undelivered = ({
  id,
  clinicId,
}: Pick<ClaimedDelivery['destination'], 'id' | 'clinicId'>): AlertCondition => ({
  kind: 'alerts-undelivered',
  subject: id,
  ...given({ clinicId }),
});
