import type { ClaimedTurn, TurnCompletion, Turns } from '../../../application/ports/messaging/turns.ts';
import { turnMessageLimit, type TurnMessage } from '../../../domain/messaging/turn.ts';
import { afterClaim, afterRelease, afterTurn, isClaimable } from '../../../domain/messaging/turn-lease.ts';
import { applyAppointmentChanges } from '../scheduling/appointment-changes.ts';
import { after, earliest, isOver } from '../../../domain/instants.ts';
import { insertMessage, type MemoryDatabase } from '../database.ts';
import { queuedRow } from './message-rows.ts';
import { peopleOf } from './people.ts';
import { msUntilNext, rotateOverClinics } from '../connection/rotation.ts';
import type { ConversationRow, MessageRow } from '../rows.ts';
import { given } from '../../../domain/given.ts';

export const memoryTurns = (db: MemoryDatabase): Turns => {
  return {
    claim: (limit, leaseMs) =>
      db.atomically(() => {
        const now = db.clock.now();
        const due = [...db.conversations.values()]
          .filter((row) => isClaimable(row, now))
          .sort((a, b) => Number(a.turnDueAt) - Number(b.turnDueAt));
        const inHand = [...db.conversations.values()].filter(
          ({ turnLeaseUntil }) => !isOver(turnLeaseUntil, now),
        );
        return rotateOverClinics(due, limit, { inHand, served: db.served.turns }).map((row) => {
          Object.assign(row, afterClaim(row, now, leaseMs));
          return claimed(db, row);
        });
      }),

    complete: (turn, completion) =>
      db.atomically(() => {
        const row = db.conversations.get(turn.conversationId);
        if (row === undefined || endedBy(db, row, turn, completion) === undefined) return false;
        applyAppointmentChanges(db, turn.clinicId, completion.appointmentChanges ?? []);
        Object.assign(row, endedBy(db, row, turn, completion));
        answer(db, row, turn, completion);
        return true;
      }),

    release: (turn, retryMs, failed) =>
      db.atomically(() => {
        const row = db.conversations.get(turn.conversationId);
        const released = row && afterRelease(row, turn, after(db.clock.now(), retryMs), failed);
        if (row !== undefined) Object.assign(row, released);
        return released !== undefined;
      }),

    msUntilDue: () =>
      db.atomically(() =>
        msUntilNext(
          [...db.conversations.values()].map(({ turnDueAt }) => turnDueAt),
          db.clock.now(),
        ),
      ),
  };
};

const waitingIn = (db: MemoryDatabase, { id, turnFirstAt }: ConversationRow): readonly MessageRow[] =>
  db.messages.filter(
    ({ conversationId, awaitsTurn, createdAt }) =>
      conversationId === id && awaitsTurn && turnFirstAt !== undefined && createdAt >= turnFirstAt,
  );

function claimed(db: MemoryDatabase, row: ConversationRow): ClaimedTurn {
  const messages = waitingIn(db, row)
    .slice(0, turnMessageLimit)
    .sort((a, b) => a.sentAt.getTime() - b.sentAt.getTime() || (a.id < b.id ? -1 : 1));
  const name = peopleOf(db, row.clinicId).directory.contacts.get(row.contactId)?.profileName;
  const number = db.numbers.find((known) => known.number.whatsappNumber === row.whatsappNumber)?.number;
  return {
    clinicId: row.clinicId,
    conversationId: row.id,
    contactId: row.contactId,
    number: number ?? { clinicId: row.clinicId, whatsappNumber: row.whatsappNumber },
    leaseToken: row.turnLeaseToken,
    epoch: row.epoch,
    // a turn that could not see everything must not count as complete
    arrivals: messages.length < turnMessageLimit ? row.arrivals : -1,
    attempts: row.turnAttempts,
    dueSince: row.turnDueAt ?? db.clock.now(),
    dialogue: structuredClone(row.dialogue),
    messages: messages.map(turnMessage),
    requestId: messages.at(-1)?.requestId ?? 'unknown',
    ...given({ patientName: name }),
  };
}

const turnMessage = ({
  id,
  type,
  text,
  sentAt,
  choice,
  metaMessageId,
  aboutMetaMessageId,
}: MessageRow): TurnMessage => ({
  id,
  type: type as TurnMessage['type'],
  text,
  sentAt,
  ...given({ choice, metaMessageId, aboutMetaMessageId }),
});

function endedBy(db: MemoryDatabase, row: ConversationRow, turn: ClaimedTurn, completion: TurnCompletion) {
  const seen = new Set(turn.messages.map(({ id }) => id));
  const unanswered = waitingIn(db, row).filter(({ id }) => !seen.has(id));
  const { humanUntil, replies } = completion;
  const nextFirstAt = earliest(...unanswered.map(({ createdAt }) => createdAt));
  return afterTurn(row, turn, { humanUntil, hasReplies: replies.length > 0, nextFirstAt }, db.clock.now());
}

function answer(
  db: MemoryDatabase,
  row: ConversationRow,
  { messages, requestId }: ClaimedTurn,
  { turnId, replies, dialogue }: TurnCompletion,
): void {
  const seen = new Set(messages.map(({ id }) => id));
  for (const message of db.messages.filter(({ id }) => seen.has(id))) {
    message.awaitsTurn = false;
    message.turnId = turnId;
  }
  row.dialogue = structuredClone(dialogue ?? null);
  for (const reply of replies)
    insertMessage(db, queuedRow(row, { ...reply, origin: 'assistant', turnId, requestId }, db.clock.now()));
}
