import { startAlertReceiver } from '../../tests/support/vendors/alert-receiver.ts';
import { startMailServer } from '../../tests/support/vendors/mail-server.ts';
import type { FrailPostgres } from './postgres.ts';
import { openTcpGate } from './tcp-gate.ts';

/** Of the bench: nothing of the product ends it in between. */
const kind = 'webhook-foreign';

/** Where alerts of the installation go: a webhook and a mailbox, either of which can be away. */
export async function openAlertOutlets() {
  const receiver = await startAlertReceiver();
  const mail = await startMailServer({ offersTls: false });
  const gates = {
    webhook: await openTcpGate(Number(new URL(receiver.url).port)),
    email: await openTcpGate(mail.port),
  };
  return {
    environment: {
      ALERT_WEBHOOK_URL: receiver.url.replace(/:\d+/, `:${gates.webhook.port}`),
      ALERT_WEBHOOK_SECRET: 'secret-of-the-receiver',
      ALERT_EMAIL_TO: 'plantao@example.com',
      ALERT_EMAIL_FROM: 'Atende <avisos@example.com>',
      SMTP_URL: `smtp://127.0.0.1:${gates.email.port}`,
      ALERT_TIMEOUT_MS: '1500',
      ALERT_RETRY_BASE_MS: '200',
    },
    gates,
    /** Something that the installation has to be told. */
    raise: (postgres: Pick<FrailPostgres, 'ask'>, subject: string) =>
      postgres.ask(
        "insert into alerts (id, kind, subject, message) values (gen_random_uuid(), $1, $2, 'of the bench')",
        [kind, subject],
      ),
    areTold: async (postgres: Pick<FrailPostgres, 'ask'>): Promise<boolean> => {
      const [row] = await postgres.ask<{ open: string }>(
        `select (select count(*) from alert_deliveries where state = 'waiting')
           + (select count(*) from alerts where announce_at <= now()) as open`,
      );
      return Number(row?.open) === 0;
    },
    end: (postgres: Pick<FrailPostgres, 'ask'>) =>
      postgres.ask('update alerts set resolved_at = now() where kind = $1 and resolved_at is null', [kind]),
    /** The deliveries that arrived, as often as they did. */
    told: (): readonly string[] =>
      [...receiver.received, ...mail.received].map(({ deliveryId }) => deliveryId),
    async close() {
      for (const gate of Object.values(gates)) gate.close();
      await receiver.close();
      await mail.close();
    },
  };
}

export type AlertOutlets = Awaited<ReturnType<typeof openAlertOutlets>>;

/** What was to be told of alerts, and what arrived. */
export async function alertCounts(postgres: Pick<FrailPostgres, 'ask'>, told: readonly string[]) {
  const deliveries = await postgres.ask<{ id: string; state: string }>(
    'select id, state from alert_deliveries',
  );
  const arrived = new Set(told);
  const of = (...states: readonly string[]) => deliveries.filter(({ state }) => states.includes(state));
  return {
    'alerts told': of('delivered').length,
    'alerts not told': of('waiting', 'given-up').length,
    'alerts never arrived': of('delivered').filter(({ id }) => !arrived.has(id)).length,
    'alerts told twice': told.length - arrived.size,
  };
}
