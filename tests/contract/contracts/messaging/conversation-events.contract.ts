import { describe, expect, it } from 'vitest';
import type {
  ConversationEvent,
  ConversationEvents,
  ReceivedEvent,
} from '../../../../src/application/ports/messaging/conversation-events.ts';
import { clinicId } from '../../../../src/domain/clinic/clinic.ts';
import { conversationId, messageId } from '../../../../src/domain/messaging/message.ts';
import { contactId } from '../../../../src/domain/messaging/people/contact-identity.ts';
import { uuidV7Ids } from '../../../../src/adapters/system/ids.ts';
import { until } from '../../../support/until.ts';

export const someClinic = () => clinicId(uuidV7Ids.next());

export const someNews = (
  clinic: ConversationEvent['clinicId'],
  count: number,
): readonly ConversationEvent[] =>
  Array.from({ length: count }, (_, n) => {
    const place = { clinicId: clinic, conversationId: conversationId(uuidV7Ids.next()) };
    const id = messageId(uuidV7Ids.next());
    return n % 3 === 2
      ? { event: 'conversation-changed', ...place }
      : { event: n % 3 === 0 ? 'message-stored' : 'message-status', ...place, messageId: id };
  });

/** What is heard from now on; `resync` of the beginning is left out. */
export function hear(news: ConversationEvents, clinic: ConversationEvent['clinicId']) {
  const heard: ReceivedEvent[] = [];
  const stop = news.subscribe(clinic, (one) => void heard.push(one));
  return { heard, stop, events: () => heard.filter((one) => one !== 'resync') };
}

/** `make` gives one process' news; two of them may share a database. */
export const conversationNewsContract = (make: () => Promise<ConversationEvents>) =>
  describe('the news of conversations', () => {
    it('are heard by everybody who listens to that clinic, whole and in order', async () => {
      const news = await make();
      const clinic = someClinic();
      const readers = [hear(news, clinic), hear(news, clinic)];
      const told = someNews(clinic, 7);
      news.announce(told.slice(0, 3));
      news.announce(told.slice(3));
      for (const { events } of readers) await until('the news', async () => events().length >= told.length);
      for (const { events } of readers) expect(events()).toEqual(told);
    });

    it('say that agenda, alerts or connection of a clinic changed, each once of what is told together', async () => {
      const news = await make();
      const clinic = someClinic();
      const [reader, stranger] = [hear(news, clinic), hear(news, someClinic())];
      const told = (['agenda-changed', 'alerts-changed', 'google-changed'] as const).map(
        (event) => ({ event, clinicId: clinic }) as const,
      );
      news.announce(told);
      await until('the news', async () => reader.events().length >= told.length);
      expect(reader.events()).toEqual(told);
      expect(stranger.events()).toEqual([]);
    });

    it('say who of the team is there and what they do, whatever they are called', async () => {
      const news = await make();
      const clinic = someClinic();
      const reader = hear(news, clinic);
      const conversation = conversationId(uuidV7Ids.next());
      const told = ['user:ana', 'user:João / 1', 'local:operator', `user:${'x'.repeat(255)}`].map(
        (actor, n) =>
          ({
            event: 'presence',
            clinicId: clinic,
            conversationId: conversation,
            actor,
            doing: (['reading', 'writing', 'left'] as const)[n % 3]!,
          }) as const,
      );
      news.announce(told);
      await until('the presence', async () => reader.events().length >= told.length);
      expect(reader.events()).toEqual(told);
    });

    it('say who was erased, by the contact, in that clinic alone', async () => {
      const news = await make();
      const clinic = someClinic();
      const [reader, stranger] = [hear(news, clinic), hear(news, someClinic())];
      const told = [1, 2].map(
        () =>
          ({
            event: 'patient-erased',
            clinicId: clinic,
            contactId: contactId(uuidV7Ids.next()),
          }) as const,
      );
      news.announce(told);
      await until('the news', async () => reader.events().length >= told.length);
      expect(reader.events()).toEqual(told);
      expect(stranger.events()).toEqual([]);
    });

    it('of one clinic are not heard in another', async () => {
      const news = await make();
      const [ours, theirs] = [someClinic(), someClinic()];
      const [own, foreign] = [hear(news, ours), hear(news, theirs)];
      const told = [...someNews(ours, 3), ...someNews(theirs, 2)];
      news.announce(told);
      await until('the news', async () => own.events().length + foreign.events().length >= told.length);
      expect(own.events()).toEqual(told.slice(0, 3));
      expect(foreign.events()).toEqual(told.slice(3));
    });

    it('are not heard any more by who has stopped listening', async () => {
      const news = await make();
      const clinic = someClinic();
      const [gone, still] = [hear(news, clinic), hear(news, clinic)];
      gone.stop();
      gone.stop();
      news.announce(someNews(clinic, 1));
      await until('the news', async () => still.events().length === 1);
      expect(gone.events()).toEqual([]);
    });
  });
