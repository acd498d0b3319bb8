import { z } from 'zod';
import { alertMail } from '../../../adapters/announcing/alerts/alert-mail.ts';
import { alertVariables, checkAlerts, smtpOf } from '../../config/alert-config.ts';
import type { Checks } from './finding.ts';

const advice = 'docs/operations.md#alerts-that-travel';

/** Whether alerts of the installation reach somebody. Signs in at the mail server, and sends nothing. */
export const alertChecks: Checks = (variables) => [
  [
    'alerts',
    async () => {
      const read = z.object(alertVariables).safeParse(variables);
      if (!read.success) return [{ state: 'skipped', found: 'the settings of alerts cannot be read' }];
      const isProduction = variables['NODE_ENV'] === 'production';
      const problems: string[] = [];
      checkAlerts(read.data, isProduction, problems);
      if (problems.length > 0)
        return [{ state: 'skipped', found: 'the settings of alerts do not fit together' }];
      const { ALERT_WEBHOOK_URL, ALERT_EMAIL_TO } = read.data;
      const isTold = ALERT_WEBHOOK_URL !== undefined || ALERT_EMAIL_TO !== undefined;
      return isTold
        ? [{ state: 'ok', found: 'somebody is told of alerts of the installation' }]
        : [{ state: 'warning', found: 'nobody is told of alerts of the installation', advice }];
    },
  ],
  [
    'mail server',
    async () => {
      const read = z.object(alertVariables).safeParse(variables);
      const smtp = read.success ? smtpOf(read.data, variables['NODE_ENV'] === 'production') : undefined;
      if (smtp === undefined)
        return [{ state: 'skipped', found: 'SMTP_URL and ALERT_EMAIL_FROM are not set' }];
      const code = await alertMail(smtp).whyNot();
      return code === undefined
        ? [{ state: 'ok', found: 'it takes our mail' }]
        : [
            {
              state: 'failed',
              found: `it does not take us (${code})`,
              advice: 'Compare SMTP_URL with what the mail server says',
            },
          ];
    },
  ],
];
