import type { MessageId, OutboundContent } from '../../../domain/messaging/message.ts';
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

type Queued = Pick<MessageRow, 'origin' | 'requestId' | 'sentBy'> & {
  readonly turnId?: string;
  readonly id: MessageId;
  readonly content: OutboundContent;
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
