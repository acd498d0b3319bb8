import { beforeEach, describe, expect, it } from 'vitest';
import { memoryConversationNews } from '../../../src/adapters/memory/messaging/conversation-events.ts';
import {
  announcedConversations,
  announcedDeliveryLog,
  announcedHumanActs,
  announcedInbox,
  announcedOutbox,
  announcedTurns,
} from '../../../src/adapters/announcing/announcing-stores.ts';
import type { ReceivedEvent } from '../../../src/application/ports/messaging/conversation-events.ts';
import { takeOver } from '../../../src/domain/messaging/human-act.ts';
import { messageId } from '../../../src/domain/messaging/message.ts';
import { memoryHarness } from '../../contract/harness/memory-harness.ts';
import type { Harness } from '../../contract/harness/harness.ts';
import {
  answerWith,
  aParty,
  claimSend,
  claimTurn,
  receive,
  type Party,
} from '../../contract/harness/steps.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { aStatus } from '../../support/builders/a-status.ts';

let harness: Harness;
let party: Party;
let heard: ReceivedEvent[];

beforeEach(async () => {
  const silent = await memoryHarness();
  const news = memoryConversationNews();
  const { stores } = silent;
  harness = {
    ...silent,
    stores: {
      ...stores,
      conversations: announcedConversations(stores.conversations, news),
      inbox: announcedInbox(stores.inbox, news),
      turns: announcedTurns(stores.turns, news),
      outbox: announcedOutbox(stores.outbox, news),
      deliveryLog: announcedDeliveryLog(stores.deliveryLog, news),
      humanActs: announcedHumanActs(stores.humanActs, news),
    },
  };
  party = await aParty(harness);
  heard = [];
  news.subscribe(party.clinicId, (one) => void heard.push(one));
});

const names = () => heard.splice(0).map((one) => (one === 'resync' ? one : one.event));
const at = () => ({ clinicId: party.clinicId, conversationId: party.placement.conversationId });

describe('is announced, once it is committed:', () => {
  it('a conversation that a colleague begins, once, although nothing was said in it', async () => {
    const { clinicId, conversationId } = at();
    for (let times = 0; times < 2; times += 1)
      await harness.stores.conversations.begin(clinicId, conversationId);
    expect(heard).toEqual([{ event: 'conversation-changed', ...at() }]);
  });

  it('what a patient writes, but not its repetition', async () => {
    const message = aMessage();
    await receive(harness, party, message, message);
    await receive(harness, party, message);
    const [row] = await harness.readMessages(party.clinicId);
    expect(heard).toEqual([{ event: 'message-stored', ...at(), messageId: row?.id }]);
  });

  it('what staff write on their phone, which is an act, too', async () => {
    await receive(harness, party, aMessage({ origin: 'staff', sentAt: harness.now() }));
    expect(names()).toEqual(['message-stored', 'conversation-changed']);
  });

  it('an answer, each bubble, and its handover; not one that came too late', async () => {
    await receive(harness, party, aMessage());
    const turn = await claimTurn(harness);
    names();
    const humanUntil = new Date(harness.now().getTime() + 60_000);
    await harness.stores.turns.complete(turn, { ...answerWith(harness, 'one', 'two'), humanUntil });
    expect(names()).toEqual(['message-stored', 'message-stored', 'conversation-changed']);
    await harness.stores.turns.complete(turn, answerWith(harness, 'late'));
    expect(names()).toEqual([]);
  });

  it('how a send ended, and what Meta says of it, once', async () => {
    await receive(harness, party, aMessage());
    await harness.stores.turns.complete(await claimTurn(harness), answerWith(harness, 'one'));
    const send = await claimSend(harness);
    names();
    const accepted = { to: 'accepted', metaMessageId: 'w-1' } as const;
    await harness.stores.outbox.settle(send, accepted, harness.now());
    expect(names()).toEqual(['message-status']);
    const arrived = {
      clinicId: party.clinicId,
      status: aStatus('read', { metaMessageId: 'w-1', outboundId: send.messageId }),
    };
    await harness.stores.deliveryLog.record([
      arrived,
      { ...arrived, status: aStatus('read', { metaMessageId: 'x' }) },
    ]);
    await harness.stores.deliveryLog.record([arrived]);
    expect(names()).toEqual(['message-status']);
  });

  it('human acts with all that they change, but not their repetition', async () => {
    await receive(harness, party, aMessage({ sentAt: harness.now() }));
    await harness.stores.turns.complete(await claimTurn(harness), answerWith(harness, 'one'));
    names();
    const reply = {
      messageId: messageId(harness.ids.next()),
      content: { type: 'text' as const, body: 'oi' },
      sentBy: 'user:bia',
      requestId: 'r',
    };
    const act = () =>
      harness.stores.humanActs.act({ ...at(), reply }, (state) => takeOver(state, harness.now(), 60_000));
    await act();
    expect(names()).toEqual(['message-status', 'message-stored', 'conversation-changed']);
    await act();
    expect(names()).toEqual([]);
    await harness.stores.humanActs.markRead(at());
    expect(names()).toEqual(['conversation-changed']);
    await harness.stores.humanActs.markRead(at(), messageId(harness.ids.next()));
    expect(names()).toEqual([]);
  });
});
