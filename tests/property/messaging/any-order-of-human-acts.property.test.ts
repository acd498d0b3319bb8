import type { HumanReply } from '../../../src/application/ports/messaging/human-acts.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandomness } from '../../../src/adapters/memory/system/randomness.ts';
import type { Outbox } from '../../../src/application/ports/messaging/outbox.ts';
import { messageId, type MessageId } from '../../../src/domain/messaging/message.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { work, workUntilRest } from '../../support/worlds/memory-workers.ts';
import { memoryWorld } from '../../support/worlds/memory-world.ts';

const steps = [
  'patient-writes',
  'take-over',
  'reply',
  'repeat-reply',
  'return',
  'staff-write-on-their-phone',
  'work',
  'time-passes',
  'all-settles',
] as const;
type Step = (typeof steps)[number];

/** What was seen from outside, in its order. */
type Seen =
  /** With the answers that were there when the act was begun. */
  | { readonly what: 'act-done'; readonly answers: ReadonlySet<MessageId> }
  | { readonly what: 'sending-begins' | 'sent'; readonly messageId: MessageId };

/** Runs the steps, each beside those before it until all settle. Replies are made one after the other, as people type. */
async function run(story: readonly Step[], seed: number) {
  const seen: Seen[] = [];
  const chance = seededRandomness(seed + 1);
  /** Between its claim and its call a worker may be slow, so that whole acts happen meanwhile. */
  const slowness = async () => {
    for (let turns = Math.floor(chance.next() * 60); turns > 0; turns -= 1) await Promise.resolve();
  };
  const watched = (outbox: Outbox): Outbox => ({
    ...outbox,
    async reservePlace(send, ...rest) {
      await slowness();
      seen.push({ what: 'sending-begins', messageId: send.messageId });
      return outbox.reservePlace(send, ...rest);
    },
  });
  const world = memoryWorld({
    seed,
    aroundOutbox: watched,
    fateOf: ({ messageId: id }) => {
      seen.push({ what: 'sent', messageId: id });
      return { fate: 'accepted' };
    },
    assistant: {
      answer: async ({ dialogue, messages }) => ({
        dialogue,
        replies: [1, 2].map((n) => ({ type: 'text', body: `a${n} to ${messages[0]?.text ?? ''}` })),
      }),
    },
  });
  const { clinicId, clock, db } = world;
  const ingest = (origin: 'patient' | 'staff') =>
    world.ingestMessage({
      items: [aMessage({ origin, number: { phoneNumberId: 'pn-1' }, sentAt: clock.now() })],
      requestId: 'r',
    });
  await ingest('patient');
  const [conversation] = [...db.conversations.values()];
  const conversationId = conversation!.id;
  const wish = { clinicId, conversationId, by: undefined };

  const act = async (doIt: () => Promise<{ readonly isRepeat: boolean }>): Promise<void> => {
    const answers = db.messages.flatMap(({ id, origin }) => (origin === 'assistant' ? [id] : []));
    const { isRepeat } = await doIt();
    if (!isRepeat) seen.push({ what: 'act-done', answers: new Set(answers) });
  };
  const replies: (HumanReply & { readonly content: { readonly type: 'text'; readonly body: string } })[] = [];
  let typing: Promise<void> = Promise.resolve();
  const type = (reply: (typeof replies)[number]) => {
    typing = typing.then(() => act(() => world.reply({ ...wish, reply })));
    return typing;
  };
  const start = (step: Step): Promise<unknown> => {
    switch (step) {
      case 'patient-writes':
        return ingest('patient');
      case 'staff-write-on-their-phone':
        return act(() => ingest('staff').then(() => ({ isRepeat: false })));
      case 'take-over':
        return act(() => world.takeOver(wish));
      case 'return':
        return act(() => world.returnToAssistant(wish));
      case 'reply': {
        const body = `h${String(replies.length).padStart(3, '0')}`;
        const content = { type: 'text', body } as const;
        const reply = { messageId: messageId(db.ids.next()), content, sentBy: 'user:bia', requestId: 'r' };
        replies.push(reply);
        return type(reply);
      }
      case 'repeat-reply': {
        const reply = replies.at(-1);
        return reply === undefined ? Promise.resolve() : type(reply);
      }
      case 'work':
        return work(world);
      case 'time-passes':
        clock.advance(4_000);
        return Promise.resolve();
      case 'all-settles':
        return Promise.resolve();
    }
  };
  let running: Promise<unknown>[] = [];
  for (const step of story) {
    running.push(start(step));
    if (step !== 'all-settles') continue;
    await Promise.all(running);
    running = [];
  }
  await Promise.all(running);
  await workUntilRest(world);
  return { world, seen, replies };
}

/** Mostly ordinary: patients write, time passes, workers work; people step in now and then. */
const ordinary = ['patient-writes', 'time-passes', 'all-settles', 'work', 'work', 'return'] as const;
const anyStory = fc.array(fc.constantFrom(...steps, ...ordinary, ...ordinary, ...ordinary), {
  minLength: 10,
  maxLength: 60,
  size: 'max',
});
const anyRun = (check: (result: Awaited<ReturnType<typeof run>>) => void) =>
  fc.assert(
    fc.asyncProperty(anyStory, fc.nat(), async (story, seed) => check(await run(story, seed))),
    { numRuns: 300 },
  );

describe('whatever people, the assistant and workers do at once', () => {
  it('no answer that was there before a human act is sent once the act was done', async () => {
    let sent = 0;
    let stopped = 0;
    await anyRun(({ world, seen }) => {
      const answers = world.db.messages.filter(({ origin }) => origin === 'assistant');
      for (const { id, status } of answers) {
        if (status === 'cancelled') stopped += 1;
        const at = seen.findIndex((one) => one.what === 'sent' && one.messageId === id);
        if (at === -1) continue;
        sent += 1;
        const begun = seen
          .slice(0, at)
          .findLastIndex((one) => one.what === 'sending-begins' && one.messageId === id);
        const overtakers = seen
          .slice(0, begun)
          .filter((one) => one.what === 'act-done' && one.answers.has(id));
        expect(overtakers).toEqual([]);
      }
    });
    // the property is about both; how often each comes is chance (about a hundred times)
    expect(sent).toBeGreaterThan(20);
    expect(stopped).toBeGreaterThan(20);
  });

  it('every reply of a human reaches the phone, once, in the order in which they were made', async () => {
    let replied = 0;
    await anyRun(({ world, replies }) => {
      const read = world.whatsapp.phone
        .map(({ content }) => content.body)
        .filter((body) => body.startsWith('h'));
      expect(read).toEqual(replies.map(({ content }) => content.body));
      replied += read.length;
    });
    expect(replied).toBeGreaterThan(20);
  });

  it('nothing is left waiting, and every answer was sent once or cancelled', async () => {
    await anyRun(({ world: { db, whatsapp } }) => {
      for (const { id, status, direction, origin } of db.messages) {
        if (direction === 'inbound' || origin === 'staff') continue;
        const bubbles = whatsapp.phone.filter((one) => one.messageId === id).length;
        expect([status, bubbles]).toEqual(status === 'cancelled' ? ['cancelled', 0] : ['accepted', 1]);
      }
    });
  });
});
