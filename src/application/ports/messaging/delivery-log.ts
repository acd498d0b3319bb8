import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { SendEnding } from '../../../domain/messaging/delivery-status.ts';
import type { ConversationId, MessageId } from '../../../domain/messaging/message.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import type { ReceivedStatus } from '../../../domain/messaging/webhook-item.ts';

export type ArrivedStatus = { readonly clinicId: ClinicId; readonly status: ReceivedStatus };

export type StatusOutcome = {
  /** `unmatched`: no such outbound message (yet). `old`: nothing new was learned. */
  readonly outcome: 'recorded' | 'old' | 'unmatched';
  readonly messageId?: MessageId;
  readonly conversationId?: ConversationId;
  /** Correlation id of what the message was made for. */
  readonly requestId?: string;
  /** From which it was sent. */
  readonly whatsappNumber?: PhoneDigits;
  /** The status settled a send whose outcome was unknown. */
  readonly settledUnknown?: boolean;
  /** How the message ended, with its first status of the batch: once; but one that failed may arrive after all, once. */
  readonly ending?: SendEnding;
};

/** What Meta reports about messages that were sent. Contract: tests/contract/contracts/messaging/delivery-log.contract.ts */
export interface DeliveryLog {
  /**
   * Merges statuses into their messages (found by our own id, else by wamid) as a join: any order, any repetition
   * gives the same state. Keeps the first timestamp per status. Outcomes in the order given. What a status tells about
   * its recipient is kept (`learnIdentities`).
   */
  record(statuses: readonly ArrivedStatus[]): Promise<readonly StatusOutcome[]>;
}
