import type { ClinicNumber } from '../../../domain/clinic/clinic.ts';
import type { ResumeProof, StopSource } from '../../../domain/messaging/sending/send-stop.ts';
import type { AlertCondition, Alerts } from '../../ports/operations/alerts.ts';
import type { Outbox, StoppableNumbers } from '../../ports/messaging/outbox.ts';
import type { Clock } from '../../ports/system/clock.ts';

const stopAlert = ({
  clinicId,
  whatsappNumber,
}: Pick<ClinicNumber, 'clinicId' | 'whatsappNumber'>): AlertCondition => ({
  clinicId,
  kind: 'sends-stopped',
  subject: whatsappNumber,
});

type StopNeeds = {
  readonly outbox: Pick<Outbox, 'stopNumbers'>;
  readonly alerts: Pick<Alerts, 'open'>;
  readonly clock: Clock;
};

/** Stops the sends of these numbers and says of each why. How many there are. */
export async function stopSending(
  { outbox, alerts, clock }: StopNeeds,
  which: StoppableNumbers,
  stop: { readonly by: StopSource; readonly reason: string },
): Promise<number> {
  const stopped = await outbox.stopNumbers(which, stop, clock.now());
  for (const number of stopped)
    await alerts.open(stopAlert(number), `Número +${number.whatsappNumber}: ${stop.reason}`, clock.now());
  return stopped.length;
}

type ResumeNeeds = {
  readonly outbox: Pick<Outbox, 'resumeNumbers'>;
  readonly alerts: Pick<Alerts, 'resolveAll'>;
  readonly clock: Clock;
};

/** Ends the stops that the proofs end, with their alerts. How many numbers send again. */
export async function resumeSending(
  { outbox, alerts, clock }: ResumeNeeds,
  proofs: readonly { readonly which: StoppableNumbers; readonly proof: ResumeProof }[],
): Promise<number> {
  const resumed = await outbox.resumeNumbers(proofs);
  if (resumed.length > 0) await alerts.resolveAll(resumed.map(stopAlert), clock.now());
  return resumed.length;
}
