import { expect, it } from 'vitest';
import { followTemplateTaps } from '../../../../src/application/assistant/answering/template-taps.ts';
import { ownPhone } from '../../../../src/application/assistant/own-phone.ts';
import { toolsWithoutAgenda } from '../../../../src/application/assistant/turn-tools.ts';
import type { BoundTurn } from '../../../../src/application/assistant/bound-turn.ts';
import type {
  Conversations,
  MessageView,
} from '../../../../src/application/ports/messaging/conversations.ts';
import { messageId, type PatientMessage } from '../../../../src/domain/messaging/message.ts';
import { ownPhoneNeeded } from '../../../../src/domain/messaging/sending/phone-request.ts';
import { contextOf, openTime } from '../talk.ts';

const context = contextOf({});
const card = (id: string): PatientMessage => ({
  id: messageId(id),
  type: 'contacts',
  text: 'Bia: +55 47 99999-0000',
  sentAt: openTime,
});
const request = (text: string) => ({ type: 'contact-request', status: 'sent', text }) as MessageView;

/** What is said to cards, what an assistant gets of them, and how often the conversation is looked at. */
async function afterwards(newestFirst: readonly MessageView[], ...messages: readonly PatientMessage[]) {
  let looks = 0;
  const conversations: Pick<Conversations, 'get' | 'messages'> = {
    get: async () => undefined,
    messages: async () => {
      looks += 1;
      return newestFirst;
    },
  };
  const tools = {
    ...toolsWithoutAgenda().tools,
    ownPhone: ownPhone(conversations, { context } as BoundTurn),
  };
  return { ...(await followTemplateTaps({ context, messages, tools })), looks };
}

it('a card in the place of the phone is answered once, and left for the assistant, too', async () => {
  const cards = [card('1'), card('2')];
  expect(await afterwards([request('Pode compartilhar?')], ...cards)).toEqual({
    replies: [ownPhoneNeeded],
    rest: cards,
    looks: 1,
  });
});

it('the phone is not asked for again by the next card, but after the team has asked anew', async () => {
  const before = [request(ownPhoneNeeded.body), request('Pode compartilhar?')];
  expect(await afterwards(before, card('1'))).toMatchObject({ replies: [], rest: [{ id: '1' }] });
  const anew = [request('E o seu número?'), ...before];
  expect(await afterwards(anew, card('1'))).toMatchObject({ replies: [ownPhoneNeeded], rest: [{ id: '1' }] });
});
