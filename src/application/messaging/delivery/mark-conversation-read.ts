import { ConversationNotFound, MessageNotFound } from '../../../domain/messaging/conversation-errors.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ConversationId, MessageId } from '../../../domain/messaging/message.ts';
import type { HumanActs, ReadOutcome } from '../../ports/messaging/human-acts.ts';
import type { MessageSender } from '../../ports/messaging/message-sender.ts';
import type { Telemetry } from '../../ports/operations/telemetry.ts';

/**
 * Somebody of the clinic has seen everything up to a message, or everything. The patient's phone is told, once, beside
 * the answer: nobody waits for it, and nothing fails with it.
 * @throws ConversationNotFound, MessageNotFound
 */
export type MarkConversationRead = (request: {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  readonly upTo?: MessageId;
  readonly requestId: string;
}) => Promise<Pick<ReadOutcome, 'conversationId' | 'unread'>>;

type Needs = {
  humanActs: Pick<HumanActs, 'markRead'>;
  messageSender: Pick<MessageSender, 'markRead'>;
  telemetry: Pick<Telemetry, 'readReceipt'>;
};

/** Of one process; each ends within the sender's timeout. What is above it is not told. */
const mostAtOnce = 20;

export function makeMarkConversationRead({
  humanActs,
  messageSender,
  telemetry,
}: Needs): MarkConversationRead {
  let inHand = 0;

  const tell = async (read: NonNullable<ReadOutcome['lastRead']>, requestId: string): Promise<void> => {
    const { number: from, metaMessageId } = read;
    const count = (outcome: 'told' | 'refused' | 'dropped') => telemetry.readReceipt(from.clinicId, outcome);
    if (inHand >= mostAtOnce) {
      count('dropped');
      return;
    }
    inHand += 1;
    const isTold = await messageSender
      .markRead({ from, metaMessageId, typing: false, requestId })
      .catch(() => false)
      .finally(() => {
        inHand -= 1;
      });
    count(isTold ? 'told' : 'refused');
  };

  return async ({ upTo, requestId, ...place }) => {
    const outcome = await humanActs.markRead(place, upTo);
    if (outcome === undefined) throw new ConversationNotFound(place.conversationId);
    if (outcome === 'no-message') throw new MessageNotFound(String(upTo));
    const { lastRead, ...shown } = outcome;
    if (lastRead !== undefined) void tell(lastRead, requestId);
    return shown;
  };
}
