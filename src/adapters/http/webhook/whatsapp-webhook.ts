import type Router from '@koa/router';
import type { IngestedItem, IngestMessage } from '../../../application/messaging/ingest-message.ts';
import type { Clock } from '../../../application/ports/system/clock.ts';
import type { Log } from '../../../application/ports/operations/log.ts';
import type { SignerIdentification } from '../../../application/whatsapp/identify-signer.ts';
import { clinicId, type ClinicId } from '../../../domain/clinic/clinic.ts';
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
  identifySigner: SignerIdentification;
  ingestMessage: IngestMessage;
  telemetry: Telemetry;
  clock: Clock;
  log: Log;
  /** A visit that asks for nothing is answered `OK`, as older monitors expect. */
  answersPlainVisits?: boolean;
};

const path = '/webhook/whatsapp-meta';
/** Of a clinic's own app at Meta (docs/decisions/0136). */
const ownPath = `${path}/:clinicId`;
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * Meta's webhook. A well-signed body is answered 200 once everything in it is committed, 401 when its app may not speak for
 * one of its numbers (what else it holds is committed), 503 while it cannot be stored; Meta sends again what is not 200.
 */
export function whatsappWebhook(router: Router<RequestState>, needs: WebhookNeeds): void {
  const { webhookReader, identifySigner, ingestMessage, telemetry, clock, log } = needs;
  const readRawBody = rawBodies({ body: bodyLimit, together: unprovenLimit });

  router.get([path, ownPath], async (ctx) => {
    const clinic = clinicOf(ctx.params);
    if (clinic === undefined && needs.answersPlainVisits === true && isPlainVisit(ctx)) {
      ctx.type = 'text/plain';
      ctx.body = 'OK';
      return;
    }
    const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = ctx.query;
    const isAsked = mode === 'subscribe' && typeof challenge === 'string';
    if (!isAsked || !(await identifySigner.isOurToken(token, clinic))) {
      throw new HttpRefusal('webhook.verification-refused', 'The verification request is not ours');
    }
    ctx.type = 'text/plain';
    ctx.body = challenge;
  });

  router.post([path, ownPath], async (ctx) => {
    const started = performance.now();
    const signature = ctx.get('x-hub-signature-256');
    const clinic = clinicOf(ctx.params);
    // a stranger's body is not even kept in memory
    const mayBe = webhookReader.isSignature(signature) && (await identifySigner.isServed(clinic));
    const rawBody = mayBe ? await readRawBody(ctx.req) : undefined;
    const signer =
      rawBody === undefined ? undefined : await identifySigner.identify(rawBody, signature, clinic);
    if (rawBody === undefined || signer === undefined) {
      telemetry.webhookAnswered(undefined, 401, performance.now() - started);
      throw new HttpRefusal('webhook.signature-invalid', 'The signature does not fit the body');
    }
    const { requestId } = ctx.state;
    const items = webhookReader.read(rawBody, clock.now());
    try {
      const outcomes = await ingestMessage({ items, requestId, signer });
      report(items, outcomes, requestId);
      // A wrong app is set up somewhere: Meta sends it again for a week, in which it can be mended. What else was in the body
      // is stored, and a duplicate then.
      if (outcomes.some(({ outcome }) => outcome === 'foreign'))
        throw new HttpRefusal('webhook.signer-foreign', 'The signer may not speak for these numbers');
      const ms = performance.now() - started;
      for (const clinicId of new Set(outcomes.map((outcome) => outcome.clinicId)))
        telemetry.webhookAnswered(clinicId, 200, ms);
    } catch (error) {
      telemetry.webhookAnswered(
        undefined,
        error instanceof HttpRefusal
          ? 401
          : error instanceof DomainError && error.kind === 'unavailable'
            ? 503
            : 500,
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

/** The clinic whose own address was called; an address that is none is no clinic's. */
function clinicOf({ clinicId: given }: Readonly<Record<string, string | undefined>>): ClinicId | undefined {
  if (given === undefined) return undefined;
  if (!uuid.test(given)) throw new HttpRefusal('http.unknown-route', 'There is no such address');
  return clinicId(given);
}

/** `{ stored: 2, duplicate: 1 }` */
function countsOf(outcomes: readonly IngestedItem[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome } of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
