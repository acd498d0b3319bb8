import type { MessageSearch } from '../../../../application/ports/messaging/message-search.ts';
import { foundBy } from '../../../../domain/inbox/message-search.ts';
import { given } from '../../../../domain/given.ts';
import { besideWords } from '../../../../domain/messaging/messages/beside-words.ts';
import type { MemoryDatabase } from '../../database.ts';
import { byPlace } from '../acts/reading.ts';
import { isBehind, placeAt } from '../conversation-views.ts';
import { changedBy, changesOf } from '../related-messages.ts';

export const memoryMessageSearch = (db: MemoryDatabase): MessageSearch => ({
  find: ({ clinicId, words, limit, after }) =>
    db.atomically(() => ({
      // nothing is proposed here: it looks through all
      items: db.messages
        .toSorted((a, b) => byPlace(b, a))
        .flatMap((row) => {
          const conversation = db.conversations.get(row.conversationId);
          if (conversation?.clinicId !== clinicId || conversation.mergedInto !== undefined) return [];
          const shown = changedBy(db, row) ?? row;
          const { id, direction, origin, type, text, details, createdAt, conversationId } = shown;
          const beside = besideWords(given({ details }));
          const said = { text, beside, byClinic: direction === 'outbound', changes: changesOf(db, shown) };
          const excerpt = foundBy(row.id, said, words);
          if (excerpt === undefined) return [];
          const { contactId } = conversation;
          const place = placeAt(row.createdAt, row.id);
          return [{ place, conversationId, contactId, id, direction, origin, type, createdAt, excerpt }];
        })
        .filter(isBehind(after))
        .slice(0, limit),
    })),
});
