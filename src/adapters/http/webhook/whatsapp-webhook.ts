import type Router from '@koa/router';
import type { IngestedItem, IngestMessage } from '../../../application/messaging/ingest-message.ts';
import type { Clock } from '../../../application/ports/system/clock.ts';
import type { Log } from '../../../application/ports/operations/log.ts';
import type { Telemetry } from '../../../application/ports/operations/telemetry.ts';
import type { WebhookReader } from '../../../application/ports/messaging/webhook-reader.ts';
import { DomainError } from '../../../domain/error.ts';
import type { WebhookItem } from '../../../domain/messaging/webhook-item.ts';
import { HttpRefusal } from '../server/error-response.ts';
import { isPlainVisit } from '../routes/legacy/legacy-shape.ts';
import { rawBodies } from './raw-body.ts';
import type { RequestState } from '../server/request-context.ts';

/** Meta's bodies have up to 3 MB (docs/vendors/meta.md#repeats-and-size). */
const bodyLimit = 4 * 1024 * 1024;
/** Tens of thousands of usual bodies, and no more of a stranger's than memory bears. */
const unprovenLimit = 128 * 1024 * 1024;

export type WebhookNeeds = {
  webhookReader: WebhookReader;
  ingestMessage: IngestMessage;
  telemetry: Telemetry;
  clock: Clock;
  log: Log;
  /** A visit that asks for nothing is answered `OK`, as older monitors expect. */
  answersPlainVisits?: boolean;
};

/** Meta's webhook. A well-signed body is answered 200 once everything in it is committed, or 503. */
export function whatsappWebhook(router: Router<RequestState>, needs: WebhookNeeds): void {
  const { webhookReader, ingestMessage, telemetry, clock, log } = needs;
  const readRawBody = rawBodies({ body: bodyLimit, together: unprovenLimit });

  router.get('/webhook/whatsapp-meta', (ctx) => {
    if (needs.answersPlainVisits === true && isPlainVisit(ctx)) {
      ctx.type = 'text/plain';
      ctx.body = 'OK';
      return;
    }
    const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = ctx.query;
    if (mode !== 'subscribe' || typeof challenge !== 'string' || !webhookReader.isOurToken(token)) {
      throw new HttpRefusal('webhook.verification-refused', 'The verification request is not ours');
    }
    ctx.type = 'text/plain';
    ctx.body = challenge;
  });

  router.post('/webhook/whatsapp-meta', async (ctx) => {
    const started = performance.now();
    const signature = ctx.get('x-hub-signature-256');
    // a stranger's body is not even kept in memory
    const rawBody = webhookReader.isSignature(signature) ? await readRawBody(ctx.req) : undefined;
    if (rawBody === undefined || !webhookReader.isAuthentic(rawBody, signature)) {
      telemetry.webhookAnswered(undefined, 401, performance.now() - started);
      throw new HttpRefusal('webhook.signature-invalid', 'The signature does not fit the body');
    }
    const { requestId } = ctx.state;
    const items = webhookReader.read(rawBody, clock.now());
    try {
      const outcomes = await ingestMessage({ items, requestId });
      report(items, outcomes, requestId);
      const ms = performance.now() - started;
      for (const clinicId of new Set(outcomes.map((outcome) => outcome.clinicId)))
        telemetry.webhookAnswered(clinicId, 200, ms);
    } catch (error) {
      telemetry.webhookAnswered(
        undefined,
        error instanceof DomainError && error.kind === 'unavailable' ? 503 : 500,
        performance.now() - started,
      );
      throw error;
    }
    ctx.type = 'text/plain';
    ctx.body = 'OK';
  });

  function report(items: readonly WebhookItem[], outcomes: readonly IngestedItem[], requestId: string): void {
    for (const [index, { clinicId, outcome, settledUnknown }] of outcomes.entries()) {
      const item = items[index];
      telemetry.webhookItem(clinicId, item?.kind ?? 'unknown', outcome);
      if (clinicId === undefined) continue;
      if (settledUnknown === true) telemetry.unknownSend(clinicId, 'settled');
      if (item?.kind === 'status' && outcome === 'recorded')
        telemetry.delivery(clinicId, item.status, item.error?.class);
    }
    // one line per clinic: what one of them reads in its log must not speak of another
    const clinics = Map.groupBy(outcomes, ({ clinicId }) => clinicId);
    for (const [clinicId, own] of clinics) {
      const fields = { requestId, clinicId, items: own.length, outcomes: countsOf(own) };
      const reasons = [...new Set(own.flatMap(({ reason }) => reason ?? []))].slice(0, 10);
      if (reasons.length > 0) log.warn({ ...fields, reasons }, 'webhook items parked');
      else log.info(fields, 'webhook stored');
    }
  }
}

/** `{ stored: 2, duplicate: 1 }` */
function countsOf(outcomes: readonly IngestedItem[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome } of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
