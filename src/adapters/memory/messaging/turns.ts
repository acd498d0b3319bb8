import type { SeenClinic } from '../../../application/ports/clinic/clinics.ts';
import type { ClaimedTurn, TurnCompletion, Turns } from '../../../application/ports/messaging/turns.ts';
import { arrivalsSeen, turnMessageLimit } from '../../../domain/messaging/turn.ts';
import {
  awaitedVoices,
  isUnseenChange,
  type TurnMessage,
} from '../../../domain/messaging/messages/turn-messages.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { changesOf, namedMessage, quoteOf } from './related-messages.ts';
import {
  afterClaim,
  afterPostponing,
  afterRelease,
  afterRenewal,
  afterTurn,
  isClaimable,
} from '../../../domain/messaging/turn-lease.ts';
import { voiceOf } from '../media/voice-notes.ts';
import { applyAppointmentChanges } from '../scheduling/appointment-changes.ts';
import { after, earliest, isOver } from '../../../domain/instants.ts';
import { insertMessage, type MemoryDatabase } from '../database.ts';
import { claimFresh } from './outbox-claims.ts';
import { queuedRow } from './message-rows.ts';
import { optOutOf } from '../../../domain/messaging/people/message-preference.ts';
import { notePreference } from './message-preferences.ts';
import { flagContact, peopleOf } from './people.ts';
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

    renew: (turn, leaseMs) =>
      db.atomically(() => {
        const row = db.conversations.get(turn.conversationId);
        const isOutdated = hasVoice(db, turn, 'heard');
        const renewed = row && !isOutdated ? afterRenewal(row, turn, db.clock.now(), leaseMs) : undefined;
        if (row !== undefined) Object.assign(row, renewed);
        return renewed !== undefined;
      }),

    async complete(turn, completion, taker) {
      const done = await db.atomically(() => {
        const row = db.conversations.get(turn.conversationId);
        if (row === undefined || hasUnseenChange(db, turn) || hasVoice(db, turn, 'heard')) return undefined;
        if (endedBy(db, row, turn, completion) === undefined) return undefined;
        applyAppointmentChanges(db, turn.clinicId, completion.appointmentChanges ?? []);
        Object.assign(row, endedBy(db, row, turn, completion));
        const [first] = answer(db, row, turn, completion);
        const { kept, turnId } = completion;
        const { clinicId, conversationId } = turn;
        if (kept) {
          const record = { clinicId, conversationId, turnId, outcome: 'sent' as const, kept };
          db.turnRecords.push({ ...structuredClone(record), recordedAt: db.clock.now() });
        }
        return { taken: taker && first && claimFresh(db, first, taker.leaseMs) };
      });
      if (done?.taken) taker?.take(done.taken);
      return done !== undefined;
    },

    postpone: (turn) =>
      db.atomically(() => {
        const row = db.conversations.get(turn.conversationId);
        const postponed = row && row.mergedInto === undefined ? afterPostponing(row, turn) : undefined;
        if (row !== undefined) Object.assign(row, postponed);
        return postponed !== undefined;
      }),

    release: (turn, retryMs, failed) =>
      db.atomically(() => {
        const row = db.conversations.get(turn.conversationId);
        const waitMs = hasVoice(db, turn, 'heard') || hasVoice(db, turn, 'unheard') ? 0 : retryMs;
        const released = row && afterRelease(row, turn, after(db.clock.now(), waitMs), failed);
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
    arrivals: arrivalsSeen(messages.length, row.arrivals),
    attempts: row.turnAttempts,
    dueSince: row.turnDueAt ?? db.clock.now(),
    dialogue: structuredClone(row.dialogue),
    standing: {
      mode: row.mode,
      humanUntil: row.humanUntil,
      attention: row.attention,
      prefersPeople: peopleOf(db, row.clinicId).flags.get(row.contactId)?.has('prefers-people') === true,
      isOptedOut: optOutOf(peopleOf(db, row.clinicId).preferences.get(row.contactId)) !== undefined,
    },
    atClaim: {
      ...given({ clinic: clinicSeen(db, row.clinicId) }),
      google: db.google.connections.get(row.clinicId)?.status ?? 'none',
      isAlerted: db.alerts.some(
        ({ clinicId, kind, subject, resolvedAt }) =>
          clinicId === row.clinicId &&
          kind === 'turn-failed' &&
          subject === row.id &&
          resolvedAt === undefined,
      ),
    },
    messages: messages.map((message) => turnMessage(db, message)),
    requestId: messages.at(-1)?.requestId ?? 'unknown',
    ...given({ patientName: name, lastPatientMessageAt: row.lastPatientMessageAt }),
  };
}

function clinicSeen(db: MemoryDatabase, id: ClinicId): SeenClinic | undefined {
  const row = db.clinics.get(id);
  return row?.active === true
    ? { clinic: { ...row.clinic }, contextVersion: row.contextVersions.length }
    : undefined;
}

function turnMessage(db: MemoryDatabase, row: MessageRow): TurnMessage {
  const { id, type, text, sentAt, choice, details, metaMessageId, aboutMetaMessageId } = row;
  return {
    id,
    type: type as TurnMessage['type'],
    text,
    sentAt,
    changes: changesOf(db, row),
    ...given({
      voice: voiceOf(db, row),
      choice,
      details,
      quote: quoteOf(db, row),
      about: namedMessage(db, row, aboutMetaMessageId),
      metaMessageId,
      aboutMetaMessageId,
    }),
  };
}

/** Whether any of the recordings that the turn does not know has come to this since. */
function hasVoice(
  db: MemoryDatabase,
  { messages }: Pick<ClaimedTurn, 'messages'>,
  state: 'heard' | 'unheard',
): boolean {
  const awaited = new Set(awaitedVoices(messages));
  return db.messages.some((row) => awaited.has(row.id) && voiceOf(db, row)?.state === state);
}

const hasUnseenChange = (db: MemoryDatabase, { conversationId, messages }: ClaimedTurn): boolean =>
  db.messages.some((row) => row.conversationId === conversationId && isUnseenChange(row, messages));

function endedBy(db: MemoryDatabase, row: ConversationRow, turn: ClaimedTurn, completion: TurnCompletion) {
  const seen = new Set(turn.messages.map(({ id }) => id));
  const unanswered = waitingIn(db, row).filter(({ id }) => !seen.has(id));
  const { humanUntil, attention, replies } = completion;
  const nextFirstAt = earliest(...unanswered.map(({ createdAt }) => createdAt));
  return afterTurn(
    row,
    turn,
    { humanUntil, attention, hasReplies: replies.length > 0, nextFirstAt },
    db.clock.now(),
  );
}

function answer(
  db: MemoryDatabase,
  row: ConversationRow,
  { messages, requestId }: ClaimedTurn,
  { turnId, replies, dialogue, prefersPeople, messagePreference }: TurnCompletion,
): readonly MessageRow[] {
  const seen = new Set(messages.map(({ id }) => id));
  for (const message of db.messages.filter(({ id }) => seen.has(id))) {
    message.awaitsTurn = false;
    message.turnId = turnId;
  }
  row.dialogue = structuredClone(dialogue ?? null);
  if (prefersPeople !== undefined) remember(db, row, prefersPeople);
  if (messagePreference !== undefined) notePreference(db, row.clinicId, row.contactId, messagePreference);
  const rows = replies.map(({ origin = 'assistant', ...reply }) =>
    queuedRow(row, { ...reply, origin, turnId, requestId }, db.clock.now()),
  );
  for (const reply of rows) insertMessage(db, reply);
  return rows;
}

function remember(
  db: MemoryDatabase,
  { clinicId, contactId }: ConversationRow,
  prefersPeople: boolean,
): void {
  const people = peopleOf(db, clinicId);
  if (prefersPeople) flagContact(people, { contactId, flag: 'prefers-people' });
  else people.flags.get(contactId)?.delete('prefers-people');
}
