import type { TurnRecordEntry, TurnRecords } from '../../../application/ports/assistant/turn-records.ts';
import type { MemoryDatabase, TurnRecordRow } from '../database.ts';

export const memoryTurnRecords = (db: MemoryDatabase): TurnRecords => {
  const entryOf = (row: TurnRecordRow): TurnRecordEntry =>
    structuredClone({
      ...row,
      replyIds: db.messages
        .filter(({ turnId, direction }) => turnId === row.turnId && direction === 'outbound')
        .map(({ id }) => id),
    });
  return {
    addUnsent: (entry) =>
      db.atomically(() => {
        // a conversation that was erased meanwhile gets no record
        if (!db.conversations.has(entry.conversationId)) return;
        db.turnRecords.push({ ...structuredClone(entry), recordedAt: db.clock.now() });
      }),

    ofConversation: (clinicId, conversationId, limit, before) =>
      db.atomically(() =>
        db.turnRecords
          .filter((row) => row.clinicId === clinicId && row.conversationId === conversationId)
          .filter(({ turnId }) => before === undefined || turnId < before)
          .sort((a, b) => (a.turnId < b.turnId ? 1 : -1))
          .slice(0, limit)
          .map(entryOf),
      ),

    ofReply: (clinicId, conversationId, messageId) =>
      db.atomically(() =>
        db.turnRecords
          .filter((row) => row.clinicId === clinicId && row.conversationId === conversationId)
          .map(entryOf)
          .find(({ replyIds }) => replyIds.includes(messageId)),
      ),

    get: (clinicId, turnId) =>
      db.atomically(() => {
        const row = db.turnRecords.find((each) => each.clinicId === clinicId && each.turnId === turnId);
        return row && entryOf(row);
      }),
  };
};
