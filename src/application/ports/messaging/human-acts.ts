import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ConversationState } from '../../../domain/messaging/conversation.ts';
import type { HumanAct } from '../../../domain/messaging/human-act.ts';
import type { ConversationId, MessageId } from '../../../domain/messaging/message.ts';

export type HumanReply = {
  readonly messageId: MessageId;
  readonly body: string;
  /** Who wrote it, as in the audit log. */
  readonly sentBy: string;
  readonly requestId: string;
};

type ConversationRequest = {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  /** What to queue together with the act. */
  readonly reply?: HumanReply;
};

export type ActOutcome = {
  /** Where the conversation goes on after merges. */
  readonly conversationId: ConversationId;
  readonly state: ConversationState;
  /** Nothing was changed: the message was stored before, or the act changes nothing. */
  readonly isRepeat: boolean;
  /** Answers of the assistant that will not be sent now. */
  readonly cancelled: readonly MessageId[];
  /** Answers of the assistant that are on their way to WhatsApp and cannot be called back. */
  readonly onTheirWay: number;
};

/** What people of the clinic do in a conversation. Contract: tests/contract/contracts/messaging/human-acts.contract.ts */
export interface HumanActs {
  /**
   * In one transaction, the conversation held against everybody: `decide` says what becomes of it, turns and queued
   * answers of the assistant end, and the reply is queued, once per message id. `undefined` when the clinic has no such
   * conversation. @throws what `decide` throws; then nothing is changed.
   */
  act(
    request: ConversationRequest,
    decide: (state: ConversationState) => HumanAct | undefined,
  ): Promise<ActOutcome | undefined>;
  /**
   * Everything up to and including the message counts as read, everything without one. Never raises the count.
   * `no-message` when it is not in the conversation, `undefined` when there is no conversation.
   */
  markRead(
    request: Omit<ConversationRequest, 'reply'>,
    upTo?: MessageId,
  ): Promise<{ readonly conversationId: ConversationId; readonly unread: number } | 'no-message' | undefined>;
}
