import { testMessage } from '../../domain/alerting/alert-message.ts';
import type { AlertChannelName } from '../../domain/alerting/alert-delivery.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { given } from '../../domain/given.ts';
import type { AlertChannel } from '../ports/alerting/alert-channel.ts';
import type { AlertDestinations, ClinicDestination } from '../ports/alerting/alert-destinations.ts';
import type { ClinicRegistry } from '../ports/clinic/clinic-registry.ts';
import type { TokenCipher } from '../ports/connection/token-cipher.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Ids } from '../ports/system/ids.ts';
import type { AlertOutside } from './alert-outside.ts';
import { undelivered } from './deliver-alert.ts';
import { signingSecretOf } from './signing-secret.ts';

/** Sends a test to every destination of the clinic, once and at any hour; they come back with what came of it. */
export type TryAlertDestinations = (clinicId: ClinicId) => Promise<readonly ClinicDestination[]>;

type Needs = {
  alertDestinations: Pick<AlertDestinations, 'list' | 'noteAttempt'>;
  alertChannels: Readonly<Record<AlertChannelName, Pick<AlertChannel, 'send'>>>;
  alertOutside: AlertOutside;
  clinicRegistry: Pick<ClinicRegistry, 'get'>;
  tokenCipher: Pick<TokenCipher, 'open'>;
  alerts: Pick<Alerts, 'resolve'>;
  ids: Ids;
  clock: Clock;
};

export const makeTryAlertDestinations = (needs: Needs): TryAlertDestinations => {
  const { alertDestinations, alertChannels, alertOutside, alerts, clock } = needs;

  const tryOne = async (clinicId: ClinicId, name: string, destination: ClinicDestination) => {
    const { id, channel, address } = destination;
    const secret = await signingSecretOf({ ...destination, clinicId }, needs);
    const receipt =
      secret === 'unreadable'
        ? { outcome: 'failed' as const, code: 'secret-unreadable' }
        : await alertChannels[channel].send({
            deliveryId: needs.ids.next(),
            address,
            isOperators: false,
            message: testMessage(alertOutside.publicUrl, { id: clinicId, name }),
            ...given({ secret: secret?.value }),
          });
    const at = clock.now();
    if (receipt.outcome === 'delivered') await alerts.resolve(undelivered({ id, clinicId }), at);
    const code = receipt.outcome === 'failed' ? receipt.code : undefined;
    await alertDestinations.noteAttempt(clinicId, id, { event: 'test', at, ...given({ code }) });
  };

  return async (clinicId) => {
    const name = (await needs.clinicRegistry.get(clinicId))?.name ?? '';
    const destinations = await alertDestinations.list(clinicId);
    await Promise.all(destinations.map((destination) => tryOne(clinicId, name, destination)));
    return alertDestinations.list(clinicId);
  };
};
