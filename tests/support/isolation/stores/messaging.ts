import { randomUUID } from 'node:crypto';
import { searchedWords } from '../../../../src/domain/inbox/message-search.ts';
import { conversationId } from '../../../../src/domain/messaging/message.ts';
import { forged, type AttacksOf, type Target } from './target.ts';

/** Of what patients and people of the clinic say to each other. */
export function messagingAttacks({
  stores,
  own,
  of,
  now,
  window,
  contact,
  conversation,
  message,
  told,
}: Target): AttacksOf<
  | 'people'
  | 'messagePreferences'
  | 'inbox'
  | 'deliveryLog'
  | 'parkedItems'
  | 'conversations'
  | 'conversationNotes'
  | 'messageSearch'
  | 'conversationAssignments'
  | 'humanActs'
> {
  const { parkedItems, conversations, messageSearch, humanActs } = stores;
  const identity = of('contact_identities');
  const parked = of('webhook_items');
  const about = { clinicId: own, conversationId: conversation['id'] };
  const place = forged(about);
  const reply = {
    messageId: crypto.randomUUID(),
    content: { type: 'text', body: 'x' },
    sentBy: 'x',
    requestId: 'x',
  };
  const takenOver = { mode: 'human', humanUntil: window.end, epoch: 8 } as const;
  return {
    'people.place': 'no clinic: a batch is of many',
    'people.undoMerge': () => stores.people.undoMerge(own, contact['id'] as never, now),
    'messagePreferences.note': () =>
      stores.messagePreferences.note(own, contact['id'] as never, {
        wantsMessages: false,
        at: now,
        by: 'message',
      }),
    'messagePreferences.noteIn': () =>
      stores.messagePreferences.noteIn(own, conversation['id'] as never, {
        wantsMessages: true,
        at: now,
        by: 'message',
      }),
    'inbox.append': 'no clinic: a batch is of many',
    'deliveryLog.record': 'no clinic: a batch is of many',
    'parkedItems.park': 'no clinic: a batch is of many',
    'parkedItems.unresolved': () => parkedItems.unresolved([String(parked['reason'])], 100, undefined, [own]),
    'parkedItems.addressees': 'no clinic: finds them',
    'parkedItems.list': () => parkedItems.list([own], 100),
    'parkedItems.resolve': 'no clinic: whose an item is may not be known',
    'parkedItems.statusesOf': () => parkedItems.statusesOf(own, String(parked['meta_message_id'])),
    'conversations.get': () => conversations.get(own, conversation['id'] as never),
    'conversations.names': async () => [...(await conversations.names(own, [contact['id'] as never]))],
    'conversations.counts': () => conversations.counts(own, 'user:x'),
    'conversations.list': () => conversations.list({ clinicId: own, unreadOnly: false, limit: 100 }),
    'conversations.queue': () => conversations.queue({ clinicId: own, limit: 100 }),
    'conversations.messages': () =>
      conversations.messages({ clinicId: own, conversationId: conversation['id'] as never, limit: 100 }),
    'conversations.shown': () => conversations.shown(own, conversation['id'] as never, 100),
    'conversations.around': () =>
      conversations.around({
        clinicId: own,
        conversationId: conversation['id'] as never,
        messageId: message['id'] as never,
        reach: 10,
      }),
    'messageSearch.find': async () => {
      const words = searchedWords(String(message['content']));
      return (await messageSearch.find({ clinicId: own, words, limit: 10 })).items;
    },
    'conversations.addressee': () => conversations.addressee(own, conversationId(String(conversation['id']))),
    'conversations.identities': () =>
      conversations.identities(own, conversationId(String(conversation['id']))),
    'conversations.begin': () => conversations.begin(own, conversationId(String(conversation['id']))),
    'conversations.withPhone': async () =>
      told((await conversations.withPhone(own, identity['value'] as never)) !== undefined),
    'conversationAssignments.assign': () =>
      stores.conversationAssignments.assign(forged({ ...about, to: 'user:x' })),
    'conversationNotes.add': () =>
      stores.conversationNotes.add(forged({ ...about, id: randomUUID(), text: 'x', writtenBy: 'x' })),
    'conversationNotes.list': () => stores.conversationNotes.list(forged({ ...about, limit: 100 })),
    'conversationNotes.remove': () =>
      stores.conversationNotes.remove(
        forged({ ...about, id: of('conversation_notes')['id'] }),
        () => undefined,
      ),
    'humanActs.act': async () => [
      await humanActs.act(place, () => takenOver),
      await humanActs.act(
        forged({ clinicId: own, conversationId: conversation['id'], reply }),
        () => takenOver,
      ),
    ],
    'humanActs.markRead': () => humanActs.markRead(place, message['id'] as never),
  };
}
