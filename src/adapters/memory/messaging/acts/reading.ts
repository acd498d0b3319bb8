import type { HumanActs, ReadOutcome } from '../../../../application/ports/messaging/human-acts.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { after } from '../../../../domain/instants.ts';
import { given } from '../../../../domain/given.ts';
import type { ConversationId } from '../../../../domain/messaging/message.ts';
import { isChange } from '../../../../domain/messaging/messages/message-changes.ts';
import { countsAsUnread, receiptDays } from '../../../../domain/messaging/turn.ts';
import type { MemoryDatabase } from '../../database.ts';
import type { ConversationRow, MessageRow } from '../../rows.ts';
import { placeOf } from '../notices.ts';

export function conversationIn(
  db: MemoryDatabase,
  clinicId: ClinicId,
  id: ConversationId,
): ConversationRow | undefined {
  const row = placeOf(db, id);
  return row?.clinicId === clinicId ? row : undefined;
}

export const messagesIn = (db: MemoryDatabase, { id }: ConversationRow): readonly MessageRow[] =>
  db.messages.filter(({ conversationId }) => conversationId === id);

/** As lists show them, oldest first. */
export const byPlace = (a: MessageRow, b: MessageRow): number =>
  a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);

export const markRead =
  (db: MemoryDatabase): HumanActs['markRead'] =>
  ({ clinicId, conversationId }, upTo) =>
    db.atomically(() => {
      const row = conversationIn(db, clinicId, conversationId);
      if (row === undefined) return undefined;
      const messages = messagesIn(db, row).toSorted(byPlace);
      const seen = messages.findIndex(({ id }) => id === upTo);
      if (upTo !== undefined && seen === -1) return 'no-message';
      const place = upTo === undefined ? messages.length : seen + 1;
      const before = row.unread;
      row.unread = Math.min(row.unread, messages.slice(place).filter(isUnread).length);
      if (row.attention?.handover) row.attention = { ...row.attention, lookedAt: db.clock.now() };
      const lastRead = row.unread < before ? lastReadOf(db, row, messages.slice(0, place)) : undefined;
      return { conversationId: row.id, unread: row.unread, ...given({ lastRead }) };
    });

const isUnread = ({ direction, ...row }: MessageRow): boolean =>
  direction === 'inbound' && countsAsUnread(row as Parameters<typeof countsAsUnread>[0]);

function lastReadOf(
  db: MemoryDatabase,
  { clinicId, whatsappNumber }: ConversationRow,
  read: readonly MessageRow[],
): ReadOutcome['lastRead'] {
  const number = db.numbers.find(
    (known) => known.number.clinicId === clinicId && known.number.whatsappNumber === whatsappNumber,
  )?.number;
  const oldest = after(db.clock.now(), -receiptDays * 86_400_000);
  const metaMessageId = read.findLast(
    ({ origin, type, sentAt, metaMessageId: wamid }) =>
      origin === 'patient' && wamid !== undefined && type !== 'system' && !isChange(type) && sentAt > oldest,
  )?.metaMessageId;
  const isSimulated = db.clinics.get(clinicId)?.clinic.simulation === true;
  if (number === undefined || metaMessageId === undefined || isSimulated) return undefined;
  return { metaMessageId, number };
}
