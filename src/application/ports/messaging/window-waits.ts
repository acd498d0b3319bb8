import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ConversationId, MessageId } from '../../../domain/messaging/message.ts';

/** What waits for a customer service window. Contract: tests/contract/contracts/messaging/window-waits.contract.ts */
export interface WindowWaits {
  /**
   * WhatsApp took a message and found the window closed afterwards. A copy of it waits under `again`, or is due when the
   * patient has written since; of an answer, what it answered waits again. Once per message, however often it is told.
   * Whether something of the conversation waits now, or waited and is on its way.
   */
  sayAgain(clinicId: ClinicId, failed: MessageId, again: MessageId): Promise<boolean>;
  /**
   * Queues a message that asks the patient to write, once until they have written. It goes out as a template, or not at
   * all.
   */
  askToReopen(
    clinicId: ClinicId,
    conversationId: ConversationId,
    notice: { readonly messageId: MessageId; readonly requestId: string },
  ): Promise<void>;
  /** Everything of the clinic that waits is tried again, e.g. because a template may be used now. */
  release(clinicId: ClinicId): Promise<void>;
  /** `true`, once, when a conversation waited and nothing of it waits any more. */
  end(clinicId: ClinicId, conversationId: ConversationId): Promise<boolean>;
}
