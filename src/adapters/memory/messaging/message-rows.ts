import type { MessageId } from '../../../domain/messaging/message.ts';
import type { SentContent } from '../../../domain/messaging/sending/team-content.ts';
import type { ConversationRow, MessageRow } from '../rows.ts';

type Optional =
  | 'metaMessageId'
  | 'dedupeKey'
  | 'awaitsTurn'
  | 'turnId'
  | 'mergeId'
  | 'nextAttemptAt'
  | 'leaseUntil'
  | 'leaseToken'
  | 'attempts'
  | 'resends'
  | 'error'
  | 'times';

/** What is not given is as the columns' defaults have it. */
export const newMessageRow = (
  row: Omit<MessageRow, Optional> & Partial<Pick<MessageRow, Optional>>,
): MessageRow => ({
  metaMessageId: undefined,
  dedupeKey: undefined,
  awaitsTurn: false,
  turnId: undefined,
  mergeId: undefined,
  nextAttemptAt: undefined,
  leaseUntil: undefined,
  leaseToken: 0,
  attempts: 0,
  resends: 0,
  error: undefined,
  times: {},
  ...row,
});

type Queued = Pick<MessageRow, 'origin' | 'requestId' | 'sentBy' | 'about'> & {
  readonly turnId?: string;
  readonly id: MessageId;
  readonly content: SentContent;
};

/** Something that we say in a conversation: due at once. */
export const queuedRow = (
  { clinicId, id: conversationId, epoch }: ConversationRow,
  { content, ...message }: Queued,
  now: Date,
): MessageRow =>
  newMessageRow({
    ...message,
    clinicId,
    conversationId,
    epoch,
    direction: 'outbound',
    status: 'queued',
    type: content.type,
    text: content.body,
    raw: structuredClone(content),
    content,
    sentAt: now,
    createdAt: now,
    nextAttemptAt: now,
  });
