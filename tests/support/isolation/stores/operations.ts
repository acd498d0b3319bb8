import { sealedToken } from '../../../../src/application/ports/connection/token-cipher.ts';
import type { LocalDate } from '../../../../src/domain/clinic/local-time.ts';
import { forged, longAgo, type AttacksOf, type Target } from './target.ts';

const firstDay = '0001-01-01' as LocalDate;

/** Of alerts and what an operator looks at. */
export function operationsAttacks({
  stores,
  own,
  of,
  now,
  conversation,
  told,
}: Target): AttacksOf<
  'alerts' | 'alertDeliveries' | 'alertDestinations' | 'clinicActivity' | 'objectiveTallies' | 'workStatus'
> {
  const alert = of('alerts');
  const condition = forged({ clinicId: own, kind: alert['kind'], subject: alert['subject'] });
  return {
    'alerts.open': () => stores.alerts.open(condition, 'x', now),
    'alerts.openOnce': () =>
      stores.alerts.openOnce(forged({ clinicId: own, kind: alert['kind'], subject: 'x' }), 'x', now),
    'alerts.resolve': () => stores.alerts.resolve(condition, now),
    'alerts.resolveAll': () => stores.alerts.resolveAll([condition], now),
    'alerts.openAmong': 'no clinic: conditions of many',
    'alerts.expire': 'no clinic: ends by time',
    'alerts.openCount': 'no clinic: counts',
    'alerts.openByClinic': 'no clinic: counts of all, for the operator',
    'alerts.list': () =>
      stores.alerts.list({
        reach: [own],
        state: 'any',
        limit: 100,
        before: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
      }),
    'alertDeliveries.claimAlerts': 'no clinic: rotates over all',
    'alertDeliveries.plan': 'no clinic: of what the system claimed',
    'alertDeliveries.msUntilAlert': 'no clinic: a time of all',
    'alertDeliveries.claim': 'no clinic: rotates over all',
    'alertDeliveries.settle': 'no clinic: of what the system claimed',
    'alertDeliveries.msUntilDue': 'no clinic: a time of all',
    'alertDeliveries.forget': 'no clinic: by time',
    'alertDestinations.list': () => stores.alertDestinations.list(own),
    'alertDestinations.replace': () =>
      stores.alertDestinations.replace(own, [{ channel: 'email', address: 'x@example.com' }], now),
    'alertDestinations.replaceSecret': () => stores.alertDestinations.replaceSecret(own, sealedToken('x')),
    'alertDestinations.noteAttempt': () =>
      stores.alertDestinations.noteAttempt(own, String(of('alert_destinations')['id']), {
        event: 'test',
        at: now,
      }),
    'alertDestinations.replaceInstallations': 'no clinic: those of the installation',
    'clinicActivity.figures': async () =>
      told(
        (await stores.clinicActivity.figures(own, { starts: [longAgo], firstDay }, 100)).model.tokens ===
          Number(of('model_spending')['tokens']),
      ),
    'objectiveTallies.add': 'no clinic: what a process has counted of all',
    'objectiveTallies.ofClinic': async () =>
      told(
        [...(await stores.objectiveTallies.ofClinic(own, firstDay)).values()].some(
          ({ good }) => good === Number(of('objective_days')['good']),
        ),
      ),
    'objectiveTallies.standings': 'no clinic: counts of all',
    'objectiveTallies.worst': 'no clinic: an operator looks at all',
    'objectiveTallies.forget': 'no clinic: by time',
    'workStatus.ofConversation': async () =>
      told((await stores.workStatus.ofConversation(own, conversation['id'] as never)) !== undefined),
    'workStatus.stoppedNumbers': 'no clinic: an operator looks at all',
  };
}
