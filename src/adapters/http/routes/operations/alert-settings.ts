import { z } from 'zod';
import type {
  ChangeAlertSettings,
  ReplaceAlertSecret,
} from '../../../../application/alerting/change-alert-settings.ts';
import type { TryAlertDestinations } from '../../../../application/alerting/try-alert-destinations.ts';
import type { AlertChannel } from '../../../../application/ports/alerting/alert-channel.ts';
import type {
  AlertDestinations,
  ClinicDestination,
} from '../../../../application/ports/alerting/alert-destinations.ts';
import type { AlertChannelName } from '../../../../domain/alerting/alert-delivery.ts';
import type { QuietHours } from '../../../../domain/clinic/rules/reminder-rules.ts';
import { given } from '../../../../domain/given.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { admins, inClinic, instant, line } from '../../api/schemas.ts';

const last = z
  .object({
    event: z.enum(['opened', 'escalated', 'resolved', 'test']),
    at: instant,
    code: z.string().optional().describe('Why it did not arrive; absent when it did'),
  })
  .optional()
  .describe('The last attempt');
const destination = z.object({ address: z.string(), last });
const clock = z
  .string()
  .regex(/^\d\d:\d\d$/, 'Expected a time like 22:00')
  .refine((time) => time < '24:00' && time.slice(3) < '60', 'Expected a time of day');
const quietHours = z.object({ from: clock, to: clock });
const settings = z
  .object({
    webhook: destination.optional(),
    mailboxes: z.array(destination),
    quietHours: quietHours.optional().describe("By the clinic's clocks: then only what cannot wait is told"),
    sendsMail: z.boolean().describe('Whether this installation has a mail server'),
    webhookSecret: z
      .string()
      .optional()
      .describe('What a new webhook is signed with: shown now and never again'),
  })
  .meta({ id: 'AlertSettings' });

const mostMailboxes = 5;
/** Somebody who tries it out; each sends mail. */
const testRate = { intervalMs: 12_000, burst: 5 };

type Needs = {
  alertDestinations: Pick<AlertDestinations, 'list'>;
  alertChannels: Readonly<Record<AlertChannelName, Pick<AlertChannel, 'accepts'>>>;
  changeAlertSettings: ChangeAlertSettings;
  replaceAlertSecret: ReplaceAlertSecret;
  tryAlertDestinations: TryAlertDestinations;
};

const path = '/api/clinics/:clinicId/alert-settings';
const params = z.strictObject(inClinic);
const access = { roles: admins, clinicFrom: 'params', callers: 'people' } as const;
const subject = () => 'alert-settings';

export const alertSettingsEndpoints = (needs: Needs): readonly Endpoint[] => {
  const shown = (destinations: readonly ClinicDestination[], webhookSecret?: string) => {
    const quiet = destinations.find((each) => each.quiet !== undefined)?.quiet;
    return {
      ...given({ webhook: destinations.find(({ channel }) => channel === 'webhook'), webhookSecret }),
      mailboxes: destinations.filter(({ channel }) => channel === 'email'),
      ...(quiet && { quietHours: { from: clockOf(quiet.from), to: clockOf(quiet.to) } }),
      sendsMail: needs.alertChannels.email.accepts('anybody@example.com'),
    };
  };
  return [
    endpoint({
      id: 'getAlertSettings',
      method: 'GET',
      path,
      summary: {
        en: 'Where the alerts of the clinic go, and whether they arrive',
        pt: 'Para onde vão os avisos da clínica, e se chegam',
      },
      tag: 'alerts',
      access: { roles: admins, clinicFrom: 'params' },
      request: { params },
      responses: { 200: settings },
      handler: async ({ clinicId }) => reply(200, shown(await needs.alertDestinations.list(clinicId))),
    }),

    endpoint({
      id: 'changeAlertSettings',
      method: 'PUT',
      path,
      summary: {
        en: 'Say where alerts go, in place of all that was said before; a new webhook gets a secret',
        pt: 'Dizer para onde vão os avisos, no lugar do que valia antes; um webhook novo recebe um segredo',
      },
      tag: 'alerts',
      access,
      request: {
        params,
        body: z.strictObject({
          webhookUrl: line(500).optional().describe('An https address that everybody can reach'),
          emails: z.array(z.email().max(254)).max(mostMailboxes).default([]),
          quietHours: z.strictObject({ from: clock, to: clock }).optional(),
        }),
      },
      responses: { 200: settings },
      errors: ['alerting.address-refused', 'alerting.mail-unavailable'],
      audit: { action: 'alerts.set', subject },
      handler: async ({ clinicId, body: { webhookUrl, emails, quietHours: hours }, note }) => {
        note({ hasWebhook: webhookUrl !== undefined, mailboxes: emails.length });
        const quiet = hours && { from: minutesOf(hours.from), to: minutesOf(hours.to) };
        const wanted = { clinicId, emails, ...given({ webhookUrl, quiet }) };
        const { destinations, webhookSecret } = await needs.changeAlertSettings(wanted);
        return reply(200, shown(destinations, webhookSecret));
      },
    }),

    endpoint({
      id: 'replaceAlertSecret',
      method: 'POST',
      path: `${path}/webhook-secret`,
      summary: {
        en: 'Sign the webhook with a new secret from now on',
        pt: 'Assinar o webhook com um segredo novo a partir de agora',
      },
      tag: 'alerts',
      access,
      request: { params },
      responses: { 200: settings },
      errors: ['alerting.no-webhook'],
      audit: { action: 'alerts.replace-secret', subject },
      handler: async ({ clinicId }) => {
        const { destinations, webhookSecret } = await needs.replaceAlertSecret(clinicId);
        return reply(200, shown(destinations, webhookSecret));
      },
    }),

    endpoint({
      id: 'tryAlertDestinations',
      method: 'POST',
      path: `${path}/test`,
      summary: {
        en: 'Send a test to every destination, and see whether it arrives',
        pt: 'Enviar um teste a todos os destinos, e ver se chega',
      },
      tag: 'alerts',
      access,
      request: { params },
      responses: { 200: settings },
      rateLimit: testRate,
      timeoutMs: 30_000,
      audit: { action: 'alerts.test', subject },
      handler: async ({ clinicId }) => reply(200, shown(await needs.tryAlertDestinations(clinicId))),
    }),
  ];
};

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const two = (value: number) => String(value).padStart(2, '0');
const clockOf = (minutes: QuietHours['from']) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
