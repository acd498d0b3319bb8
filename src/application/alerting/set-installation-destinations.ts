import type { AlertDestinations } from '../ports/alerting/alert-destinations.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { AlertOutside } from './alert-outside.ts';
import { undelivered } from './deliver-alert.ts';

/** Makes the destinations of the installation those of its environment. May be repeated, by several processes at once. */
export type SetInstallationDestinations = () => Promise<void>;

type Needs = {
  alertDestinations: Pick<AlertDestinations, 'replaceInstallations'>;
  alertOutside: AlertOutside;
  alerts: Pick<Alerts, 'resolve'>;
  clock: Clock;
};

export const makeSetInstallationDestinations =
  ({ alertDestinations, alertOutside, alerts, clock }: Needs): SetInstallationDestinations =>
  async () => {
    const { destinations, timeZone } = alertOutside;
    const { gone } = await alertDestinations.replaceInstallations(destinations, timeZone, clock.now());
    for (const id of gone) await alerts.resolve(undelivered({ id }), clock.now());
  };
