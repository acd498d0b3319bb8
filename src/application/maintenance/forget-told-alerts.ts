import { after } from '../../domain/instants.ts';
import type { AlertDeliveries } from '../ports/alerting/alert-deliveries.ts';
import type { Clock } from '../ports/system/clock.ts';

/** Forgets who was told of alerts that have been over for long. May be repeated, by several processes at once. */
export type ForgetToldAlerts = () => Promise<void>;

type Needs = { alertDeliveries: Pick<AlertDeliveries, 'forget'>; clock: Clock };

const keptMs = 30 * 24 * 3_600_000;

export const makeForgetToldAlerts =
  ({ alertDeliveries, clock }: Needs): ForgetToldAlerts =>
  async () => {
    await alertDeliveries.forget(after(clock.now(), -keptMs));
  };
