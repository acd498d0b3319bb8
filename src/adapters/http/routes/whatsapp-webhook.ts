import type Router from '@koa/router';
import type { IngestedItem, IngestMessage } from '../../../application/messaging/ingest-message.ts';
import type { Clock } from '../../../application/ports/clock.ts';
import type { Log } from '../../../application/ports/log.ts';
import type { Telemetry } from '../../../application/ports/telemetry.ts';
import type { WebhookReader } from '../../../application/ports/webhook-reader.ts';
import type { WebhookItem } from '../../../domain/messaging/webhook-item.ts';
import { HttpRefusal } from '../error-response.ts';
import { readRawBody } from '../raw-body.ts';
import type { RequestState } from '../request-context.ts';

/** Meta's bodies have up to 3 MB (facts §1.6). */
const bodyLimit = 4 * 1024 * 1024;

export type WebhookNeeds = {
  webhookReader: WebhookReader;
  ingestMessage: IngestMessage;
  telemetry: Telemetry;
  clock: Clock;
  log: Log;
};

/** Meta's webhook. A well-signed body is answered 200 once everything in it is committed, or 503. */
export function whatsappWebhook(router: Router<RequestState>, needs: WebhookNeeds): void {
  const { webhookReader, ingestMessage, telemetry, clock, log } = needs;

  router.get('/webhook/whatsapp-meta', (ctx) => {
    const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = ctx.query;
    if (mode !== 'subscribe' || typeof challenge !== 'string' || !webhookReader.isOurToken(token)) {
      throw new HttpRefusal('webhook.verification-refused', 'The verification request is not ours');
    }
    ctx.type = 'text/plain';
    ctx.body = challenge;
  });

  router.post('/webhook/whatsapp-meta', async (ctx) => {
    const started = performance.now();
    const rawBody = await readRawBody(ctx.req, bodyLimit);
    if (!webhookReader.isAuthentic(rawBody, ctx.get('x-hub-signature-256'))) {
      telemetry.webhookAnswered(401, performance.now() - started);
      throw new HttpRefusal('webhook.signature-invalid', 'The signature does not fit the body');
    }
    const { requestId } = ctx.state;
    const items = webhookReader.read(rawBody, clock.now());
    try {
      const outcomes = await ingestMessage({ items, requestId });
      report(items, outcomes, requestId);
    } catch (error) {
      telemetry.webhookAnswered(503, performance.now() - started);
      throw error;
    }
    telemetry.webhookAnswered(200, performance.now() - started);
    ctx.type = 'text/plain';
    ctx.body = 'OK';
  });

  function report(items: readonly WebhookItem[], outcomes: readonly IngestedItem[], requestId: string): void {
    for (const [index, { clinicId, outcome, settledUnknown }] of outcomes.entries()) {
      telemetry.webhookItem(clinicId, items[index]?.kind ?? 'unknown', outcome);
      if (settledUnknown === true && clinicId !== undefined) telemetry.unknownSend(clinicId, 'settled');
    }
    const [first] = outcomes;
    const reasons = [...new Set(outcomes.flatMap(({ reason }) => reason ?? []))];
    const fields = { requestId, clinicId: first?.clinicId, items: items.length, outcome: first?.outcome };
    if (reasons.length > 0) log.warn({ ...fields, reasons: reasons.slice(0, 10) }, 'webhook items parked');
    else log.info(fields, 'webhook stored');
  }
}
