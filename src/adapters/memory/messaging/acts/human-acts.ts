import type { HumanActs, HumanReply } from '../../../../application/ports/messaging/human-acts.ts';
import type { ConversationAssignments } from '../../../../application/ports/messaging/conversation-assignments.ts';
import { assigned, assignmentAfterAct } from '../../../../domain/inbox/assignment.ts';
import { MessageNotFound } from '../../../../domain/messaging/conversation-errors.ts';
import { overtakenByHuman } from '../../../../domain/messaging/conversation.ts';
import { afterHumanAct, attended, recall } from '../../../../domain/messaging/human-act.ts';
import type { ReferredMessage } from '../../../../domain/messaging/messages/referred-message.ts';
import { withChanges } from '../../../../domain/messaging/messages/message-changes.ts';
import { detailsOf } from '../../../../domain/messaging/sending/team-content.ts';
import { isPhoneRequest, standingRequest } from '../../../../domain/messaging/sending/phone-request.ts';
import { given } from '../../../../domain/given.ts';
import { changesOf } from '../related-messages.ts';
import { giveToMessage, heldOutgoing } from '../../media/outgoing-files.ts';
import { stateOf } from '../conversations.ts';
import { insertMessage, type MemoryDatabase } from '../../database.ts';
import { queuedRow } from '../message-rows.ts';
import { byPlace, conversationIn, markRead, messagesIn } from './reading.ts';
import type { ConversationRow, MessageRow } from '../../rows.ts';

export const memoryHumanActs = (db: MemoryDatabase): HumanActs => {
  return {
    act: ({ clinicId, conversationId, by, reply }, decide) =>
      db.atomically(() => {
        const row = conversationIn(db, clinicId, conversationId);
        if (row === undefined) return undefined;
        const state = stateOf(row);
        const untouched = { conversationId: row.id, state, isRepeat: true, cancelled: [], onTheirWay: 0 };
        if (reply !== undefined && db.messages.some(({ id }) => id === reply.messageId)) return untouched;
        const said = messagesIn(db, row).toSorted(byPlace);
        const standing = isPhoneRequest(reply?.content) ? standingRequest(sinceLastSaid(said)) : undefined;
        if (standing !== undefined) {
          Object.assign(row, attended(row));
          return { ...untouched, standing: standing.id };
        }
        const seen = said.findIndex(({ id }) => id === reply?.seenUpTo);
        if (reply?.seenUpTo !== undefined && seen === -1) throw new MessageNotFound(reply.seenUpTo);
        const unseen = seen === -1 ? [] : said.slice(seen + 1).filter(({ status }) => status !== 'cancelled');
        const referred = referredBy(db, said, reply);
        const act = decide(
          state,
          unseen.map(({ id }) => id),
          referred,
        );
        if (act === undefined) {
          Object.assign(row, attended(row));
          return untouched;
        }
        const now = db.clock.now();
        // nothing is changed by what is refused
        const worded = reply && wordedReply(db, row, reply);
        Object.assign(row, afterHumanAct(row, act, reply && now));
        row.assignment = assignmentAfterAct(row.assignment, act.mode, by, now);
        const { cancelled, onTheirWay } = recall(messagesIn(db, row));
        for (const answer of cancelled) {
          answer.status = 'cancelled';
          answer.nextAttemptAt = undefined;
          answer.error = { code: overtakenByHuman };
        }
        if (worded !== undefined) {
          const queued = replyRow(row, worded, referred, now);
          insertMessage(db, queued);
          if (worded.held !== undefined) giveToMessage(db, queued, worded.held);
        }
        return {
          conversationId: row.id,
          state: stateOf(row),
          isRepeat: false,
          cancelled: cancelled.map(({ id }) => id),
          onTheirWay,
        };
      }),

    markRead: markRead(db),
  };
};

export const memoryConversationAssignments = (db: MemoryDatabase): ConversationAssignments => ({
  assign: ({ clinicId, conversationId, to, memberId }) =>
    db.atomically(() => {
      const isMember = db.members.some((one) => one.clinicId === clinicId && one.userId === memberId);
      if (memberId !== undefined && !isMember) return 'no-member';
      const row = conversationIn(db, clinicId, conversationId);
      if (row === undefined) return undefined;
      row.assignment = assigned(row.assignment, to, db.clock.now());
      return { conversationId: row.id, assignment: row.assignment };
    }),
});

/** What was written since the patient said something last. */
const sinceLastSaid = (said: readonly MessageRow[]): readonly MessageRow[] =>
  said.slice(1 + said.findLastIndex(({ direction, type }) => direction === 'inbound' && type !== 'system'));

function referredBy(
  db: MemoryDatabase,
  said: readonly MessageRow[],
  reply: HumanReply | undefined,
): ReferredMessage | undefined {
  const asked = reply?.refersTo;
  if (asked === undefined) return undefined;
  const row = said.find(({ id }) => id === asked);
  if (row === undefined) throw new MessageNotFound(asked);
  const { type, metaMessageId, sentAt, text, direction } = row;
  const { deletedAt } = withChanges({ text, byClinic: direction === 'outbound' }, changesOf(db, row));
  return { type, sentAt, isDeleted: deletedAt !== undefined, ...given({ metaMessageId }) };
}

/** @throws UploadedFileNotFound, CaptionNotPossible */
function wordedReply(db: MemoryDatabase, row: ConversationRow, { content, ...reply }: HumanReply) {
  if (!('file' in content)) return { ...reply, content, held: undefined };
  const held = heldOutgoing(db, row, content);
  return { ...reply, content: held.content, held };
}

function replyRow(
  row: ConversationRow,
  { messageId: id, content, sentBy, requestId }: ReturnType<typeof wordedReply>,
  referred: ReferredMessage | undefined,
  now: Date,
): MessageRow {
  const refersTo = referred?.metaMessageId;
  const named =
    content.type === 'reaction' ? { aboutMetaMessageId: refersTo } : { quotesMetaMessageId: refersTo };
  return {
    ...queuedRow(row, { id, origin: 'human', content, sentBy, requestId }, now),
    ...given({ details: detailsOf(content), ...named }),
  };
}
