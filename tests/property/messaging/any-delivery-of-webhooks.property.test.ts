import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DeliveryStatus } from '../../../src/domain/messaging/delivery-status.ts';
import type { WebhookItem } from '../../../src/domain/messaging/webhook-item.ts';
import { aMessage, phone } from '../../support/builders/a-received-message.ts';
import { aStatus } from '../../support/builders/a-status.ts';
import { seenIn } from '../../support/worlds/memory-assistant.ts';
import { work, workUntilRest } from '../../support/worlds/memory-workers.ts';
import { memoryWorld, type MemoryWorld } from '../../support/worlds/memory-world.ts';

const number = { phoneNumberId: 'pn-1' };
const people = ['5547999990001', '554799990001', '5511988887777', '5547333344444'];
const persons = 3;

const items: readonly WebhookItem[] = Array.from({ length: 14 }, (_, n) =>
  aMessage({
    number,
    wamid: `any-${n}`,
    text: `message ${n}`,
    person: { phone: phone(people[n % people.length] as string) },
    sentAt: new Date(Date.parse('2026-03-02T11:59:00Z') + n * 1_000),
  }),
);

/** Meta's deliveries: each item at least once, some again, in any order, cut into webhooks anywhere. */
const deliveries = fc
  .tuple(
    fc.shuffledSubarray([...items], { minLength: items.length }),
    fc.array(fc.constantFrom(...items), { maxLength: 10 }),
    fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 24, maxLength: 24 }),
  )
  .map(([all, again, sizes]) => {
    const rest = [...all, ...again];
    return sizes.map((size) => rest.splice(0, size)).filter((webhook) => webhook.length > 0);
  });

async function deliverAll(
  world: MemoryWorld,
  webhooks: readonly (readonly WebhookItem[])[],
  together: boolean,
) {
  const processes = [world.webProcess(), world.webProcess(2)];
  const workers = async () => {
    for (let round = 0; round < 12; round += 1) {
      await work(world);
      world.clock.advance(700);
    }
  };
  const post = async (webhook: readonly WebhookItem[], n: number) =>
    processes[n % 2]?.({ items: webhook, requestId: `request-${n}` });
  const posting = async () => {
    if (together) await Promise.all(webhooks.map(post));
    else for (const [n, webhook] of webhooks.entries()) await post(webhook, n);
  };
  await Promise.all([posting(), workers(), workers()]);
  await workUntilRest(world);
}

/** What must not depend on how the items came: who wrote what, what is unread, which window is open. */
const stateOf = ({ db }: MemoryWorld) =>
  [...db.conversations.values()]
    .map(({ id, unread, lastPatientMessageAt, arrivals }) => ({
      texts: db.messages
        .filter((row) => row.conversationId === id && row.direction === 'inbound')
        .map(({ text }) => text)
        .sort(),
      unread,
      arrivals,
      lastPatientMessageAt,
    }))
    .sort((a, b) => String(a.texts[0]).localeCompare(String(b.texts[0])));

it('any batching, order, repetition and concurrency of webhooks ends in the same state, everything answered once', async () => {
  const once = memoryWorld();
  await deliverAll(once, [items], false);
  const expected = stateOf(once);
  expect(expected).toHaveLength(persons);

  await fc.assert(
    fc.asyncProperty(deliveries, fc.nat(), fc.boolean(), async (webhooks, seed, together) => {
      const world = memoryWorld({ seed });
      await deliverAll(world, webhooks, together);
      expect(stateOf(world)).toEqual(expected);
      const answered = world.whatsapp.phone.flatMap(({ content }) => seenIn(content.body));
      expect([...answered].sort()).toEqual(
        items.map((item) => (item.kind === 'message' ? item.text : '')).sort(),
      );
      const turns = world.db.messages.filter((row) => row.origin === 'assistant').map(({ turnId }) => turnId);
      expect(new Set(turns).size).toBe(turns.length);
    }),
    { numRuns: 150 },
  );
});

it('statuses before, after and among the sends, in any order, leave every message read and none unsettled', async () => {
  const words: readonly DeliveryStatus[] = ['sent', 'delivered', 'read'];
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.infiniteStream(fc.shuffledSubarray([...words], { minLength: 3 })),
      fc.boolean(),
      async (seed, orders, lose) => {
        const told: WebhookItem[] = [];
        const world = memoryWorld({
          seed,
          fateOf: () => (lose ? { fate: 'unknown', delivered: true } : { fate: 'accepted' }),
          around: (whatsapp) => ({
            ...whatsapp,
            // Meta may tell the fate of a message before it answers the send.
            async send(request) {
              const before = world.whatsapp.phone.length;
              const outcome = await whatsapp.send(request);
              for (const { metaMessageId, messageId } of world.whatsapp.phone.slice(before))
                for (const word of orders.next().value as DeliveryStatus[])
                  told.push(aStatus(word, { number, metaMessageId, outboundId: messageId }));
              await world.ingestMessage({ items: told.splice(0), requestId: 'status' });
              return outcome;
            },
          }),
        });
        await deliverAll(world, [items], true);
        const sent = world.db.messages.filter(({ direction }) => direction === 'outbound');
        expect(new Set(sent.map(({ status }) => status))).toEqual(new Set(['read']));
        expect(world.whatsapp.phone).toHaveLength(sent.length);
        expect([...world.db.parked.values()].filter(({ resolvedAt }) => resolvedAt === undefined)).toEqual(
          [],
        );
      },
    ),
    { numRuns: 60 },
  );
});
