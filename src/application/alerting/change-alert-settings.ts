import {
  AlertAddressRefused,
  AlertMailUnavailable,
  AlertWebhookMissing,
} from '../../domain/alerting/alert-errors.ts';
import type { AlertChannelName } from '../../domain/alerting/alert-delivery.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { QuietHours } from '../../domain/clinic/rules/reminder-rules.ts';
import { given } from '../../domain/given.ts';
import type { AlertChannel } from '../ports/alerting/alert-channel.ts';
import type {
  AlertDestinations,
  ClinicDestination,
  WantedDestination,
} from '../ports/alerting/alert-destinations.ts';
import type { TokenCipher } from '../ports/connection/token-cipher.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Secrets } from '../ports/system/secrets.ts';
import { undelivered } from './deliver-alert.ts';

type ChangedAlertSettings = {
  readonly destinations: readonly ClinicDestination[];
  /** What a new webhook is signed with: shown now and never again. */
  readonly webhookSecret?: string;
};

/**
 * Says where the alerts of a clinic go, in place of all that it said before. A webhook of another address gets a secret of
 * its own. @throws AlertAddressRefused, AlertMailUnavailable
 */
export type ChangeAlertSettings = (request: {
  readonly clinicId: ClinicId;
  readonly webhookUrl?: string;
  readonly emails: readonly string[];
  readonly quiet?: QuietHours;
}) => Promise<ChangedAlertSettings>;

/** Signs the clinic's webhook with a new secret from now on. @throws AlertWebhookMissing */
export type ReplaceAlertSecret = (clinicId: ClinicId) => Promise<ChangedAlertSettings>;

type Needs = {
  alertDestinations: Pick<AlertDestinations, 'list' | 'replace' | 'replaceSecret'>;
  alertChannels: Readonly<Record<AlertChannelName, Pick<AlertChannel, 'accepts'>>>;
  tokenCipher: Pick<TokenCipher, 'seal'>;
  secrets: Pick<Secrets, 'next'>;
  alerts: Pick<Alerts, 'resolve'>;
  clock: Clock;
};

export const makeChangeAlertSettings = (needs: Needs): ChangeAlertSettings => {
  const { alertDestinations, alertChannels, alerts, clock } = needs;
  return async ({ clinicId, webhookUrl, emails, quiet }) => {
    if (webhookUrl !== undefined && !alertChannels.webhook.accepts(webhookUrl))
      throw new AlertAddressRefused();
    if (!emails.every((address) => alertChannels.email.accepts(address))) throw new AlertMailUnavailable();
    const secret = webhookUrl === undefined ? undefined : await newSecret(needs, clinicId);
    const mailboxes = [...new Set(emails.map((address) => address.toLowerCase()))];
    const wanted: readonly WantedDestination[] = [
      ...(webhookUrl === undefined
        ? []
        : [
            {
              channel: 'webhook' as const,
              address: webhookUrl,
              ...given({ quiet, newSecret: secret?.sealed }),
            },
          ]),
      ...mailboxes.map((address) => ({ channel: 'email' as const, address, ...given({ quiet }) })),
    ];
    const { gone, tookSecret } = await alertDestinations.replace(clinicId, wanted, clock.now());
    for (const id of gone) await alerts.resolve(undelivered({ id, clinicId }), clock.now());
    return {
      destinations: await alertDestinations.list(clinicId),
      ...given({ webhookSecret: tookSecret ? secret?.value : undefined }),
    };
  };
};

export const makeReplaceAlertSecret =
  (needs: Needs): ReplaceAlertSecret =>
  async (clinicId) => {
    const { value, sealed } = await newSecret(needs, clinicId);
    if (!(await needs.alertDestinations.replaceSecret(clinicId, sealed))) throw new AlertWebhookMissing();
    return { destinations: await needs.alertDestinations.list(clinicId), webhookSecret: value };
  };

async function newSecret({ secrets, tokenCipher }: Needs, clinicId: ClinicId) {
  const value = secrets.next();
  return { value, sealed: await tokenCipher.seal(value, { clinicId, purpose: 'alert-webhook-secret' }) };
}
