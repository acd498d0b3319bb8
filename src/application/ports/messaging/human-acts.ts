import type { ClinicId, ClinicNumber } from '../../../domain/clinic/clinic.ts';
import type { ConversationState } from '../../../domain/messaging/conversation.ts';
import type { HumanAct } from '../../../domain/messaging/human-act.ts';
import type { ConversationId, MessageId } from '../../../domain/messaging/message.ts';
import type { ReferredMessage } from '../../../domain/messaging/messages/referred-message.ts';
import type { FileId } from '../media/outgoing-files.ts';
import type { TeamContent } from '../../../domain/messaging/sending/team-content.ts';

export type HumanReply = {
  readonly messageId: MessageId;
  /** Of a file: which one was uploaded, and what is said with it. */
  readonly content: TeamContent | { readonly file: FileId; readonly caption: string };
  /** What it quotes; of a reaction, what that is about. */
  readonly refersTo?: MessageId;
  /** Who wrote it, as in the audit log. */
  readonly sentBy: string;
  readonly requestId: string;
  /** The last message that the writer has seen; absent when they do not say. */
  readonly seenUpTo?: MessageId;
};

export type ReadOutcome = {
  readonly conversationId: ConversationId;
  readonly unread: number;
  /**
   * The last message of the patient that is read by it, where something was unread until now: once, whoever else reads.
   * Not of clinics in simulation, nor older than 30 days.
   */
  readonly lastRead?: { readonly metaMessageId: string; readonly number: ClinicNumber };
};

type ConversationRequest = {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  /** The person who acts, as in the audit log: takes it where it is nobody's (`assignmentAfterAct`). Absent of a machine. */
  readonly by?: string | undefined;
  /** What to queue together with the act. */
  readonly reply?: HumanReply;
};

export type ActOutcome = {
  /** Where the conversation goes on after merges. */
  readonly conversationId: ConversationId;
  readonly state: ConversationState;
  /** Nothing was changed: the message was stored before, or the act changes nothing. */
  readonly isRepeat: boolean;
  /** The request for the phone that waits for its answer already: it was not made again. */
  readonly standing?: MessageId;
  /** Answers of the assistant that will not be sent now. */
  readonly cancelled: readonly MessageId[];
  /** Answers of the assistant that are on their way to WhatsApp and cannot be called back. */
  readonly onTheirWay: number;
};

/**
 * `unseen`: what was said after the message that the writer has seen last, oldest first, without what was cancelled.
 * `referred`: what the reply refers to.
 */
type Decide = (
  state: ConversationState,
  unseen: readonly MessageId[],
  referred: ReferredMessage | undefined,
) => HumanAct | undefined;

/** What people of the clinic do in a conversation. Contract: tests/contract/contracts/messaging/human-acts */
export interface HumanActs {
  /**
   * In one transaction, the conversation held against everybody: `decide` says what becomes of it, turns and queued
   * answers of the assistant end, and the reply is queued, once per message id. `undefined` when the clinic has no such
   * conversation. A request for the phone is queued once until the patient says something. A file goes from what was uploaded into the message, and is due to be brought to WhatsApp.
   * @throws UploadedFileNotFound, CaptionNotPossible, MessageNotFound when the message that was seen or is referred to is not in it, and what `decide` throws; then nothing is changed.
   */
  act(request: ConversationRequest, decide: Decide): Promise<ActOutcome | undefined>;
  /**
   * Everything up to and including the message counts as read, everything without one. Never raises the count.
   * `no-message` when it is not in the conversation, `undefined` when there is no conversation.
   */
  markRead(
    request: Omit<ConversationRequest, 'reply' | 'by'>,
    upTo?: MessageId,
  ): Promise<ReadOutcome | 'no-message' | undefined>;
}
