import type { QuotedMessage } from '../../../domain/messaging/message.ts';
import {
  isChange,
  withChanges,
  type MessageChange,
} from '../../../domain/messaging/messages/message-changes.ts';
import type { AboutMessage } from '../../../domain/messaging/messages/turn-messages.ts';
import type { MemoryDatabase } from '../database.ts';
import type { MessageRow } from '../rows.ts';

/** Everything that was said about a row. What could not be sent was not said. */
export const changesOf = (db: MemoryDatabase, about: MessageRow): readonly MessageChange[] =>
  db.messages.flatMap((row) => {
    const { id, type, text, sentAt, metaMessageId, aboutMetaMessageId, status, direction } = row;
    if (aboutMetaMessageId === undefined || aboutMetaMessageId !== about.metaMessageId) return [];
    if (row.conversationId !== about.conversationId || status === 'failed' || status === 'cancelled')
      return [];
    if (!isChange(type)) return [];
    return [{ id, type, text, sentAt, key: metaMessageId ?? id, byClinic: direction === 'outbound' }];
  });

/** Whoever wrote it has taken it back. */
export const isDeleted = (db: MemoryDatabase, row: MessageRow): boolean =>
  withChanges({ text: '', byClinic: row.direction === 'outbound' }, changesOf(db, row)).deletedAt !==
  undefined;

const named = (db: MemoryDatabase, { clinicId, conversationId }: MessageRow, wamid: string | undefined) =>
  ['in', 'out', 'standby']
    .flatMap((space) => db.messagesByKey.get(`${clinicId}|${space}:${wamid}`) ?? [])
    .find((row) => wamid !== undefined && row.conversationId === conversationId);

/** What a row changes, where that is in the same conversation. */
export const changedBy = (db: MemoryDatabase, row: MessageRow): MessageRow | undefined =>
  isChange(row.type) ? named(db, row, row.aboutMetaMessageId) : undefined;

/** Shown on the message that it is about, and not beside it. */
export const isShownElsewhere = (db: MemoryDatabase, row: MessageRow): boolean =>
  changedBy(db, row) !== undefined;

/** What a row names, where that is in the same conversation. */
export function namedMessage(
  db: MemoryDatabase,
  row: MessageRow,
  wamid: string | undefined,
): AboutMessage | undefined {
  const found = named(db, row, wamid);
  if (found === undefined) return undefined;
  const { id, direction, type, text } = found;
  const changes = changesOf(db, found);
  return { id, byClinic: direction === 'outbound', type, text, changes, isOurLast: isOurLast(db, found) };
}

const isOurLast = (db: MemoryDatabase, { conversationId, createdAt, turnId }: MessageRow): boolean =>
  !db.messages.some(
    (later) =>
      later.conversationId === conversationId &&
      later.createdAt > createdAt &&
      later.direction === 'outbound' &&
      !isChange(later.type) &&
      (later.turnId === undefined || later.turnId !== turnId),
  );

/** What a reply quotes, as it stands now. */
export function quoteOf(db: MemoryDatabase, row: MessageRow): QuotedMessage | undefined {
  const { quotesMetaMessageId: metaMessageId } = row;
  if (metaMessageId === undefined) return undefined;
  const found = namedMessage(db, row, metaMessageId);
  if (found === undefined) return { metaMessageId };
  const { id, byClinic, type, changes } = found;
  const { text } = withChanges(found, changes);
  return { metaMessageId, id, by: byClinic ? 'clinic' : 'patient', type, text };
}
