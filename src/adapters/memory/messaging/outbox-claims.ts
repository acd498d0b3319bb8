import type { ClaimedSend } from '../../../application/ports/messaging/outbox.ts';
import { isOpen } from '../../../domain/messaging/delivery-status.ts';
import { isOvertaken } from '../../../domain/messaging/conversation.ts';
import { hasWaited } from '../../../domain/messaging/customer-service-window.ts';
import { holdsBack, sendKindOf, type DueSend } from '../../../domain/messaging/outbound-decision.ts';
import { identitiesOf } from '../../../domain/messaging/people/people.ts';
import { phoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import type { IdentityKind } from '../../../domain/messaging/people/contact-identity.ts';
import { after, isOver } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';
import { peopleOf } from './people.ts';
import { mediaIdOf } from '../media/media-uploads.ts';
import { rotateOverClinics } from '../connection/rotation.ts';
import { isOutbound, type ConversationRow, type MessageRow, type NumberRow } from '../rows.ts';
import { given } from '../../../domain/given.ts';

type OpenStatus = DueSend['found'];

/** Only the oldest open message of a conversation is offered, and only when its time has come. */
export function claimSends(db: MemoryDatabase, limit: number, leaseMs: number): readonly ClaimedSend[] {
  const now = db.clock.now();
  const firstOpen = new Map<string, MessageRow>();
  for (const row of db.messages.filter(isOutbound))
    if (!firstOpen.has(row.conversationId) && holdsBack(row, now)) firstOpen.set(row.conversationId, row);
  const inHand = db.messages.filter(({ leaseUntil }) => leaseUntil !== undefined && leaseUntil > now);
  const due = [...firstOpen.values()]
    .filter(
      (row) =>
        row.nextAttemptAt !== undefined && isOver(row.nextAttemptAt, now) && isOver(row.leaseUntil, now),
    )
    .filter((row) => db.clinics.get(row.clinicId)?.active !== false)
    .sort((a, b) => Number(a.nextAttemptAt) - Number(b.nextAttemptAt))
    .filter(probesOnly(db, inHand, now));
  return rotateOverClinics(due, limit, { inHand, served: db.served.sends }).flatMap((row) => {
    const conversation = db.conversations.get(row.conversationId);
    if (conversation === undefined || row.content === undefined) return [];
    return [hold(db, row, conversation, leaseMs)];
  });
}

/** Claims a reply that was just written, if it would be offered now. */
export function claimFresh(db: MemoryDatabase, row: MessageRow, leaseMs: number): ClaimedSend | undefined {
  const conversation = db.conversations.get(row.conversationId);
  const isFree = !db.messages.some(
    (older) =>
      older.conversationId === row.conversationId &&
      older.turnId !== row.turnId &&
      older.status !== 'received' &&
      isOpen(older.status),
  );
  const isSent = numberOf(db, row)?.sends.count === 0 && db.clinics.get(row.clinicId)?.active === true;
  return conversation && isFree && isSent ? hold(db, row, conversation, leaseMs) : undefined;
}

function hold(
  db: MemoryDatabase,
  row: MessageRow,
  conversation: ConversationRow,
  leaseMs: number,
): ClaimedSend {
  const found = row.status as OpenStatus;
  row.status = 'sending';
  row.leaseToken += 1;
  row.leaseUntil = after(db.clock.now(), leaseMs);
  const dueAt = row.nextAttemptAt ?? row.createdAt;
  row.nextAttemptAt = row.leaseUntil;
  return { ...claimed(db, row, conversation, found), dueAt };
}

const numberOf = (db: MemoryDatabase, { conversationId }: MessageRow): NumberRow | undefined => {
  const digits = db.conversations.get(conversationId)?.whatsappNumber;
  return db.numbers.find(({ number }) => number.whatsappNumber === digits);
};

/** Nothing of a stopped number; one that was stopped gets one probe at a time. */
const probesOnly = (db: MemoryDatabase, inHand: readonly MessageRow[], now: Date) => {
  const probed = new Set(inHand.map((row) => numberOf(db, row)));
  return (row: MessageRow): boolean => {
    const number = numberOf(db, row);
    if (number === undefined || number.sends.count === 0) return true;
    if (!isOver(number.sends.until, now) || probed.has(number)) return false;
    probed.add(number);
    return true;
  };
};

function claimed(
  db: MemoryDatabase,
  row: MessageRow,
  conversation: ConversationRow,
  found: OpenStatus,
): Omit<ClaimedSend, 'dueAt'> {
  const { clinicId, whatsappNumber, contactId, lastPatientMessageAt } = conversation;
  const { number, sends } = numberOf(db, row) ?? {};
  const live = identitiesOf(peopleOf(db, clinicId).directory, contactId).filter(
    ({ superseded }) => !superseded,
  );
  const latestOf = (wanted: IdentityKind) => live.findLast(({ kind }) => kind === wanted)?.value;
  const phone = phoneDigits(latestOf('wa_id') ?? latestOf('phone'));
  const bsuid = latestOf('bsuid');
  return {
    messageId: row.id,
    clinicId,
    conversationId: conversation.id,
    from: number ?? { clinicId, whatsappNumber },
    to: { ...(phone && { phone }), ...given({ bsuid }) },
    content: (row.sentAs ?? row.content) as NonNullable<MessageRow['content']>,
    ...(row.sentAs && given({ source: row.content })),
    ...given({
      refersTo: row.aboutMetaMessageId ?? row.quotesMetaMessageId,
      mediaId: mediaIdOf(db, row.id),
    }),
    leaseToken: row.leaseToken,
    attempts: row.attempts,
    resends: row.resends,
    kind: sendKindOf(row.origin),
    origin: row.origin as ClaimedSend['origin'],
    waited: hasWaited(row.error?.class),
    waitsForWindow: conversation.waitsForWindow,
    isProbe: (sends?.count ?? 0) > 0,
    ...given({ lastErrorClass: row.error?.class }),
    ...given({ about: row.about }),
    ...(row.error && { lastErrorCode: row.error.code }),
    requestId: row.requestId,
    createdAt: row.createdAt,
    found,
    overtaken: isOvertaken(row, conversation),
    simulation: db.clinics.get(clinicId)?.clinic.simulation ?? false,
    ...given({ lastPatientMessageAt }),
  };
}
