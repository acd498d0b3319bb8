import { z } from 'zod';
import type { SmtpSettings } from '../../adapters/announcing/alerts/alert-mail.ts';
import type { WantedDestination } from '../../application/ports/alerting/alert-destinations.ts';
import { isTimeZone } from '../../domain/clinic/local-time.ts';
import type { QuietHours } from '../../domain/clinic/rules/reminder-rules.ts';
import { defaultAlertPolicy } from '../../domain/alerting/alert-retry.ts';
import { exactUrl, list, text, whole } from './config-values.ts';

const hours = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

const quietHours = text
  .regex(hours, 'must be hours like 22:00-07:00')
  .transform((given): QuietHours => ({ from: minutesOf(given.slice(0, 5)), to: minutesOf(given.slice(6)) }));

/** Where the installation's own alerts go, and how e-mail leaves the house. */
export const alertVariables = {
  ALERT_WEBHOOK_URL: exactUrl.optional(),
  ALERT_WEBHOOK_SECRET: z.string().trim().min(16).optional(),
  ALERT_EMAIL_TO: list.pipe(z.array(z.email()).min(1).max(10)).optional(),
  ALERT_EMAIL_FROM: text.optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  ALERT_QUIET_HOURS: quietHours.optional(),
  ALERT_TIME_ZONE: text
    .refine(isTimeZone, 'must be a time zone, e.g. America/Sao_Paulo')
    .default('America/Sao_Paulo'),
  ALERT_TIMEOUT_MS: whole(10_000, 100, 25_000),
  ALERT_RETRY_BASE_MS: whole(defaultAlertPolicy.baseMs, 1),
};

type Values = z.infer<z.ZodObject<typeof alertVariables>>;

export function checkAlerts(values: Values, isProduction: boolean, problems: string[]): void {
  const {
    ALERT_WEBHOOK_URL: url,
    ALERT_WEBHOOK_SECRET: secret,
    SMTP_URL: smtp,
    ALERT_EMAIL_FROM: from,
  } = values;
  if ((url === undefined) !== (secret === undefined))
    problems.push(
      'ALERT_WEBHOOK_URL: is required together with ALERT_WEBHOOK_SECRET, and the other way round',
    );
  if (isProduction && url?.startsWith('http:') === true)
    problems.push('ALERT_WEBHOOK_URL: must be https in production');
  if ((smtp === undefined) !== (from === undefined))
    problems.push('SMTP_URL: is required together with ALERT_EMAIL_FROM, and the other way round');
  if (values.ALERT_EMAIL_TO !== undefined && smtp === undefined)
    problems.push('ALERT_EMAIL_TO: needs SMTP_URL and ALERT_EMAIL_FROM');
}

/** What alerts of the whole installation are told to. */
export const installationDestinations = (values: Values): readonly WantedDestination[] => {
  const quiet = values.ALERT_QUIET_HOURS === undefined ? {} : { quiet: values.ALERT_QUIET_HOURS };
  return [
    ...(values.ALERT_WEBHOOK_URL === undefined
      ? []
      : [{ channel: 'webhook' as const, address: values.ALERT_WEBHOOK_URL, ...quiet }]),
    ...(values.ALERT_EMAIL_TO ?? []).map((address) => ({ channel: 'email' as const, address, ...quiet })),
  ];
};

/** Absent where no mail leaves the house. */
export const smtpOf = (values: Values, isProduction: boolean): SmtpSettings | undefined =>
  values.SMTP_URL === undefined || values.ALERT_EMAIL_FROM === undefined
    ? undefined
    : {
        url: values.SMTP_URL,
        from: values.ALERT_EMAIL_FROM,
        timeoutMs: values.ALERT_TIMEOUT_MS,
        isOpen: !isProduction,
      };
