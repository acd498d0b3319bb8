import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../../../domain/messaging/message.ts';
import { choicesIn, type ShownMessage } from '../../../../domain/messaging/messages/shown-choices.ts';
import type { MemoryDatabase } from '../../database.ts';
import type { MessageRow } from '../../rows.ts';
import { byPlace } from '../acts/reading.ts';

const notThere: ReadonlySet<string> = new Set(['queued', 'waiting', 'cancelled', 'failed']);

/** Newest first. */
export const shownIn = (
  db: MemoryDatabase,
  clinicId: ClinicId,
  conversation: ConversationId,
  limit: number,
): readonly ShownMessage[] =>
  db.messages
    .filter((row) => row.clinicId === clinicId && row.conversationId === conversation)
    .filter((row) => row.type !== 'reaction' && hasArrived(row))
    .toSorted((a, b) => byPlace(b, a))
    .slice(0, limit)
    .map(({ content, sentAs, about }) => {
      const sent = sentAs ?? content;
      return { choices: sent === undefined ? [] : choicesIn(sent), isReport: about !== undefined };
    });

const hasArrived = ({ direction, origin, status }: MessageRow): boolean =>
  direction === 'outbound' ? !notThere.has(status) : origin === 'staff';
