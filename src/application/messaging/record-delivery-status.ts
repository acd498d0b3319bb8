import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ReceivedStatus } from '../../domain/messaging/webhook-item.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { ArrivedStatus, DeliveryLog, StatusOutcome } from '../ports/messaging/delivery-log.ts';
import type { Outbox } from '../ports/messaging/outbox.ts';

/**
 * Merges what Meta reports about sent messages, and acts on what is news: a failure for the account's fault stops the
 * clinic's sends, a closed window asks for a template, any other failure is shown to the clinic. One outcome each, in
 * order; repetitions change nothing.
 */
export type RecordDeliveryStatus = (statuses: readonly ArrivedStatus[]) => Promise<readonly StatusOutcome[]>;

type Needs = { deliveryLog: DeliveryLog; outbox: Outbox; alerts: Alerts; clock: Clock };

export const makeRecordDeliveryStatus = ({
  deliveryLog,
  outbox,
  alerts,
  clock,
}: Needs): RecordDeliveryStatus => {
  const failed = async (
    { clinicId, status }: ArrivedStatus,
    error: NonNullable<ReceivedStatus['error']>,
    outcome: StatusOutcome,
  ) => {
    const now = clock.now();
    const reason = `Meta ${error.code}: ${error.title}`;
    if (error.class === 'account') {
      await outbox.stopClinic(clinicId, { by: 'status', reason }, now);
      await alerts.open({ clinicId, kind: 'sends-stopped', subject: 'whatsapp' }, reason, now);
    } else if (error.class === 'needs-template') {
      const subject = outcome.conversationId ?? status.metaMessageId;
      await alerts.open({ clinicId, kind: 'needs-template', subject }, reason, now);
    } else {
      await alerts.open({ clinicId, kind: 'send-failed', subject: String(error.code) }, reason, now);
    }
  };

  /** A message that left WhatsApp after the stop shows that the account works again. */
  const resume = async (sent: readonly ArrivedStatus[]) => {
    const latest = new Map<ClinicId, Date>();
    for (const { clinicId, status } of sent) {
      const known = latest.get(clinicId);
      if (known === undefined || status.at > known) latest.set(clinicId, status.at);
    }
    const proofs = [...latest].map(([clinicId, at]) => ({ clinicId, proof: { by: 'sent', at } as const }));
    const resumed = await outbox.resumeClinics(proofs);
    await alerts.resolveAll(
      resumed.map((clinicId) => ({ clinicId, kind: 'sends-stopped', subject: 'whatsapp' })),
      clock.now(),
    );
  };

  return async (statuses) => {
    const outcomes = await deliveryLog.record(statuses);
    const isNews = (_: ArrivedStatus, index: number) => outcomes[index]?.outcome === 'recorded';
    const sent = statuses.filter(isNews).filter(({ status }) => status.status === 'sent');
    if (sent.length > 0) await resume(sent);
    for (const [index, arrived] of statuses.entries()) {
      const outcome = outcomes[index];
      const { error } = arrived.status;
      if (outcome?.outcome === 'recorded' && error !== undefined) await failed(arrived, error, outcome);
    }
    return outcomes;
  };
};
