import type { AppendOutcome } from '../../../src/application/ports/messaging/inbox.ts';
import type { ClaimedSend } from '../../../src/application/ports/messaging/outbox.ts';
import type { Placement } from '../../../src/application/ports/messaging/people.ts';
import type { ClaimedTurn, TurnCompletion } from '../../../src/application/ports/messaging/turns.ts';
import type { ClinicId, ClinicNumber } from '../../../src/domain/clinic/clinic.ts';
import type { Sighting } from '../../../src/domain/messaging/people/contact-identity.ts';
import { messageId, type OutboundContent } from '../../../src/domain/messaging/message.ts';
import type { TurnPolicy } from '../../../src/domain/messaging/turn.ts';
import type { ReceivedMessage } from '../../../src/domain/messaging/webhook-item.ts';
import { aMessage, ana } from '../../support/builders/a-received-message.ts';
import type { Harness } from './harness.ts';

/** Wide enough that the time a database needs does not matter. */
export const policy: TurnPolicy = {
  debounceMs: 10_000,
  capMs: 40_000,
  maxAttempts: 5,
  humanQuietMs: 3_600_000,
};
export const leaseMs = 30_000;

export type Party = {
  readonly clinicId: ClinicId;
  readonly number: ClinicNumber;
  readonly placement: Placement;
};

let numbers = 551140000000;

export async function aClinicWithNumber(
  harness: Harness,
): Promise<{ clinicId: ClinicId; number: ClinicNumber }> {
  const clinicId = await harness.addClinic();
  numbers += 1;
  const wish = { whatsappNumber: String(numbers), phoneNumberId: `pn-${numbers}` };
  return { clinicId, number: await harness.addNumber(clinicId, wish) };
}

/** A person of a clinic, with the conversation. */
export async function aParty(
  harness: Harness,
  clinic?: { clinicId: ClinicId; number: ClinicNumber },
  sighting: Sighting = ana,
): Promise<Party> {
  const { clinicId, number } = clinic ?? (await aClinicWithNumber(harness));
  const person = { clinicId, whatsappNumber: number.whatsappNumber, sighting };
  const [placement] = await harness.stores.people.place([person], harness.now());
  return { clinicId, number, placement: placement as Placement };
}

export const arrived = (harness: Harness, { clinicId, placement }: Party, message: ReceivedMessage) => ({
  id: messageId(harness.ids.next()),
  clinicId,
  placement,
  message,
  requestId: 'request-1',
});

export const receive = (
  harness: Harness,
  party: Party,
  ...messages: ReceivedMessage[]
): Promise<readonly AppendOutcome[]> =>
  harness.stores.inbox.append(
    messages.map((message) => arrived(harness, party, message)),
    policy,
  );

/** The patient's message is in, its quiet time is over, and a worker has the turn. */
export async function claimTurn(harness: Harness): Promise<ClaimedTurn> {
  await harness.passTime(policy.debounceMs + 1_000);
  const [turn] = await harness.stores.turns.claim(1, leaseMs);
  if (turn === undefined) throw new Error('No turn was due');
  return turn;
}

const say = (body: string): OutboundContent => ({ type: 'text', body });

export const answerWith = (harness: Harness, ...bodies: string[]): TurnCompletion => ({
  turnId: harness.ids.next(),
  replies: bodies.map((body) => ({ id: messageId(harness.ids.next()), content: say(body) })),
  dialogue: { failedAttempts: 0 },
});

/** A patient wrote and these answers wait to be sent. */
export async function queueReplies(harness: Harness, party: Party, ...bodies: string[]): Promise<void> {
  await receive(harness, party, aMessage({ sentAt: harness.now() }));
  const turn = await claimTurn(harness);
  if (!(await harness.stores.turns.complete(turn, answerWith(harness, ...bodies))))
    throw new Error('Turn lost');
}

export async function claimSend(harness: Harness): Promise<ClaimedSend> {
  const [send] = await harness.stores.outbox.claim(1, leaseMs);
  if (send === undefined) throw new Error('No send was due');
  return send;
}

/** Two people who turn out to be one: the second is merged into the first. */
export async function aMergedParty(
  harness: Harness,
): Promise<{ kept: Party; merged: Party; readonly merge: () => Promise<void> }> {
  const [before, overtook] = [{ bsuid: 'BR.first' }, { bsuid: 'BR.second' }];
  const kept = await aParty(harness, undefined, before);
  const merged = await aParty(harness, kept, overtook);
  const { clinicId, number } = kept;
  const news = { clinicId, whatsappNumber: number.whatsappNumber, sighting: before };
  return {
    kept,
    merged,
    async merge() {
      await harness.stores.people.place(
        [{ ...news, change: { previous: before, current: overtook } }],
        harness.now(),
      );
    },
  };
}
