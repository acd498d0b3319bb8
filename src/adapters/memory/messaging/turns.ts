import type { ClaimedTurn, TurnCompletion, Turns } from '../../../application/ports/messaging/turns.ts';
import { lostLeaseCost, type TurnMessage } from '../../../domain/messaging/turn.ts';
import { applyAppointmentChanges } from '../scheduling/appointment-changes.ts';
import { after, earliest, isOver } from '../system/clock.ts';
import { insertMessage, type MemoryDatabase } from '../database.ts';
import { peopleOf } from './people.ts';
import { msUntilNext, rotateOverClinics } from '../connection/rotation.ts';
import type { ConversationRow, MessageRow } from '../rows.ts';

/** More than this in one turn is answered in the next. */
const turnMessageLimit = 200;

export const memoryTurns = (db: MemoryDatabase): Turns => {
  const held = ({ conversationId, leaseToken }: ClaimedTurn) => {
    const row = db.conversations.get(conversationId);
    return row?.turnLeaseToken === leaseToken && row.turnLeaseUntil !== undefined ? row : undefined;
  };

  return {
    claim: (limit, leaseMs) =>
      db.atomically(() => {
        const now = db.clock.now();
        const due = [...db.conversations.values()]
          .filter((row) => row.turnDueAt !== undefined && isOver(row.turnDueAt, now))
          .filter((row) => row.mode === 'assistant' && isOver(row.turnLeaseUntil, now))
          .sort((a, b) => Number(a.turnDueAt) - Number(b.turnDueAt));
        const inHand = [...db.conversations.values()].filter(
          ({ turnLeaseUntil }) => turnLeaseUntil !== undefined && turnLeaseUntil > now,
        );
        return rotateOverClinics(due, limit, { inHand, served: db.served.turns }).map((row) => {
          row.turnLeaseToken += 1;
          if (row.turnLeaseUntil !== undefined) row.turnAttempts += lostLeaseCost;
          row.turnLeaseUntil = after(now, leaseMs);
          return claimed(db, row);
        });
      }),

    complete: (turn, completion) =>
      db.atomically(() => {
        const row = held(turn);
        if (row?.epoch !== turn.epoch || row.mode !== 'assistant' || row.mergedInto) return false;
        applyAppointmentChanges(db, turn.clinicId, completion.appointmentChanges ?? []);
        finish(db, row, turn, completion);
        return true;
      }),

    release: (turn, retryMs, failed) =>
      db.atomically(() => {
        const row = held(turn);
        if (row === undefined) return false;
        row.turnLeaseUntil = undefined;
        row.turnAttempts += failed ? 1 : 0;
        if (row.turnDueAt !== undefined) row.turnDueAt = after(db.clock.now(), retryMs);
        return true;
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
    ...(name !== undefined && { patientName: name }),
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
  ...(choice && { choice }),
  ...(metaMessageId !== undefined && { metaMessageId }),
  ...(aboutMetaMessageId !== undefined && { aboutMetaMessageId }),
});

function finish(
  db: MemoryDatabase,
  row: ConversationRow,
  turn: ClaimedTurn,
  completion: TurnCompletion,
): void {
  const now = db.clock.now();
  const { turnId, replies, dialogue, humanUntil } = completion;
  const seen = new Set(turn.messages.map(({ id }) => id));
  for (const message of db.messages) {
    if (!seen.has(message.id)) continue;
    message.awaitsTurn = false;
    message.turnId = turnId;
  }
  if (humanUntil !== undefined) {
    row.mode = 'human';
    row.humanUntil = humanUntil;
  }
  const done = row.arrivals === turn.arrivals || humanUntil !== undefined;
  row.turnFirstAt = done
    ? undefined
    : (earliest(...waitingIn(db, row).map(({ createdAt }) => createdAt)) ?? row.turnFirstAt);
  if (done) row.turnDueAt = undefined;
  row.turnLeaseUntil = undefined;
  row.turnAttempts = 0;
  row.dialogue = structuredClone(dialogue ?? null);
  if (replies.length > 0) row.lastMessageAt = now;
  for (const { id, content } of replies) insertMessage(db, replyRow(row, turn, { id, content, turnId, now }));
}

type Reply = TurnCompletion['replies'][number] & { readonly turnId: string; readonly now: Date };

const replyRow = (
  row: ConversationRow,
  turn: ClaimedTurn,
  { id, content, turnId, now }: Reply,
): MessageRow => ({
  id,
  clinicId: row.clinicId,
  conversationId: row.id,
  direction: 'outbound',
  origin: 'assistant',
  type: content.type,
  text: content.body,
  raw: structuredClone(content),
  content,
  sentAt: now,
  createdAt: now,
  requestId: turn.requestId,
  epoch: row.epoch,
  metaMessageId: undefined,
  dedupeKey: undefined,
  status: 'queued',
  awaitsTurn: false,
  turnId,
  mergeId: undefined,
  nextAttemptAt: now,
  leaseUntil: undefined,
  leaseToken: 0,
  attempts: 0,
  resends: 0,
  error: undefined,
  times: {},
});
