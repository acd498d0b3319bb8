import type { ClaimedSend } from '../../../application/ports/messaging/outbox.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { isOvertaken } from '../../../domain/messaging/conversation.ts';
import { isOpen } from '../../../domain/messaging/delivery-status.ts';
import type { DueSend } from '../../../domain/messaging/outbound-decision.ts';
import { identitiesOf } from '../../../domain/messaging/people/people.ts';
import { phoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import type { IdentityKind } from '../../../domain/messaging/people/contact-identity.ts';
import { after, isOver } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';
import { peopleOf } from './people.ts';
import { rotateOverClinics } from '../connection/rotation.ts';
import { isOutbound, type ConversationRow, type MessageRow } from '../rows.ts';
import { given } from '../../../domain/given.ts';

type OpenStatus = DueSend['found'];

/** Only the oldest open message of a conversation is offered, and only when its time has come. */
export function claimSends(db: MemoryDatabase, limit: number, leaseMs: number): readonly ClaimedSend[] {
  const now = db.clock.now();
  const firstOpen = new Map<string, MessageRow>();
  for (const row of db.messages.filter(isOutbound))
    if (isOpen(row.status) && !firstOpen.has(row.conversationId)) firstOpen.set(row.conversationId, row);
  const due = [...firstOpen.values()]
    .filter(
      (row) =>
        row.nextAttemptAt !== undefined && isOver(row.nextAttemptAt, now) && isOver(row.leaseUntil, now),
    )
    .filter((row) => db.clinics.get(row.clinicId)?.active !== false)
    .filter((row) => isOver(db.clinics.get(row.clinicId)?.sends.until, now))
    .sort((a, b) => Number(a.nextAttemptAt) - Number(b.nextAttemptAt))
    .filter(probesOnly(db));
  const inHand = db.messages.filter(({ leaseUntil }) => leaseUntil !== undefined && leaseUntil > now);
  return rotateOverClinics(due, limit, { inHand, served: db.served.sends }).flatMap((row) => {
    const conversation = db.conversations.get(row.conversationId);
    if (conversation === undefined || row.content === undefined) return [];
    const found = row.status as OpenStatus;
    row.status = 'sending';
    row.leaseToken += 1;
    row.leaseUntil = after(now, leaseMs);
    return [claimed(db, row, conversation, found)];
  });
}

/** A clinic whose sends were stopped gets one probe at a time. */
const probesOnly = (db: MemoryDatabase) => {
  const probed = new Set<ClinicId>();
  return ({ clinicId }: MessageRow): boolean => {
    const isProbing = (db.clinics.get(clinicId)?.sends.count ?? 0) > 0;
    const isNext = !isProbing || !probed.has(clinicId);
    probed.add(clinicId);
    return isNext;
  };
};

function claimed(
  db: MemoryDatabase,
  row: MessageRow,
  conversation: ConversationRow,
  found: OpenStatus,
): ClaimedSend {
  const { clinicId, whatsappNumber, contactId, lastPatientMessageAt } = conversation;
  const number = db.numbers.find((known) => known.number.whatsappNumber === whatsappNumber)?.number;
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
    content: row.content as NonNullable<MessageRow['content']>,
    leaseToken: row.leaseToken,
    attempts: row.attempts,
    resends: row.resends,
    kind: row.origin === 'notice' ? 'notice' : 'reply',
    ...(row.error && { lastErrorCode: row.error.code }),
    requestId: row.requestId,
    createdAt: row.createdAt,
    found,
    overtaken: isOvertaken(row, conversation),
    simulation: db.clinics.get(clinicId)?.clinic.simulation ?? false,
    ...given({ lastPatientMessageAt }),
  };
}
