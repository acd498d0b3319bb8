import type { IngestedItem, IngestMessage } from '../../application/messaging/ingest-message.ts';
import type { AnswerPatient } from '../../application/messaging/answer-patient.ts';
import type { DeliverMessage } from '../../application/messaging/deliver-message.ts';
import type { RecordDeliveryStatus } from '../../application/messaging/record-delivery-status.ts';
import type { ClaimedSend } from '../../application/ports/messaging/outbox.ts';
import type { SpanPlace, Tracing } from '../../application/ports/operations/tracing.ts';
import { given } from '../../domain/given.ts';

const nothing = () => Promise.resolve();

/** What came in is stored within its request; what it leads to is found beneath that, in whatever process. */
export const tracedIngest =
  (ingest: IngestMessage, tracing: Tracing): IngestMessage =>
  (request) =>
    tracing.span(
      { name: 'store', requestId: request.requestId, facts: { items: request.items.length } },
      () => ingest(request),
      (items) => ({ facts: { ...given({ clinicId: onlyClinicOf(items) }), outcome: outcomesOf(items) } }),
    );

const onlyClinicOf = (items: readonly IngestedItem[]): string | undefined => {
  const clinics = new Set(items.map(({ clinicId }) => clinicId));
  return clinics.size === 1 ? [...clinics][0] : undefined;
};
const outcomesOf = (items: readonly IngestedItem[]): string =>
  [...new Set(items.map(({ outcome }) => outcome))].toSorted().join(' ');

/** Of all that a turn answers, the last request has it in its trace. */
export const tracedAnswers =
  (answer: AnswerPatient, tracing: Tracing): AnswerPatient =>
  async (turn) => {
    const { requestId, clinicId, conversationId, attempts, messages } = turn;
    const beneath = { requestId, beneath: 'request' } as const;
    const facts = { clinicId, conversationId, attempts };
    await tracing.span({ name: 'wait for a worker', ...beneath, startedAt: turn.dueSince, facts }, nothing);
    return tracing.span(
      { name: 'turn', kind: 'consumer', ...beneath, facts: { ...facts, messages: messages.length } },
      () => answer(turn),
      ({ outcome }) => ({ facts: { outcome }, hasFailed: outcome === 'failed' || outcome === 'gave-up' }),
    );
  };

export const tracedDeliveries =
  (deliver: DeliverMessage, tracing: Tracing): DeliverMessage =>
  async (send) => {
    const { requestId, clinicId, conversationId, messageId, attempts } = send;
    const place = { requestId, ...given({ beneath: madeIn(send) }) };
    const facts = { clinicId, conversationId, messageId, attempts };
    if (attempts === 0 && send.found === 'queued')
      await tracing.span({ name: 'wait for a worker', ...place, startedAt: send.createdAt, facts }, nothing);
    return tracing.span(
      { name: 'send', kind: 'consumer', ...place, facts },
      () => deliver(send),
      ({ settlement }) => ({
        facts: {
          outcome: settlement.to,
          ...given({ code: 'failure' in settlement ? settlement.failure.code : undefined }),
        },
        hasFailed: settlement.to === 'failed',
      }),
    );
  };

/** What nobody asked for at this moment, e.g. a reminder, has a trace that begins with it. */
function madeIn({ origin, about }: ClaimedSend): SpanPlace | undefined {
  if (origin === 'human' || about?.kind === 'reopening') return 'request';
  return about === undefined ? 'commit' : undefined;
}

/** What becomes of a message at WhatsApp is told in the trace of the message, beneath the call that handed it over. */
export const tracedStatuses =
  (record: RecordDeliveryStatus, tracing: Tracing): RecordDeliveryStatus =>
  async (statuses) => {
    const outcomes = await record(statuses);
    for (const [index, { clinicId, status }] of statuses.entries()) {
      const { outcome, messageId, requestId } = outcomes[index] ?? {};
      if (outcome !== 'recorded' || requestId === undefined) continue;
      const { metaMessageId, error } = status;
      await tracing.span(
        {
          name: `status ${status.status}`,
          requestId,
          beneath: { metaMessageId },
          facts: { clinicId, ...given({ messageId, code: error && String(error.code) }) },
        },
        nothing,
        () => ({ hasFailed: error !== undefined }),
      );
    }
    return outcomes;
  };
