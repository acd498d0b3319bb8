import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Sighting } from '../../../src/domain/messaging/people/contact-identity.ts';
import type { WebhookItem } from '../../../src/domain/messaging/webhook-item.ts';
import { aMessage, phone } from '../../support/builders/a-received-message.ts';
import { seenIn } from '../../support/worlds/memory-assistant.ts';
import { work, workUntilRest } from '../../support/worlds/memory-workers.ts';
import { memoryWorld } from '../../support/worlds/memory-world.ts';

const number = { phoneNumberId: 'pn-1' };
const [first, second] = [phone('5547999990001'), phone('5511988887777')];
const sightings: readonly Sighting[] = [
  { bsuid: 'BR.a' },
  { bsuid: 'BR.b' },
  { bsuid: 'BR.a', phone: first },
  { bsuid: 'BR.b', phone: first },
  { bsuid: 'BR.c', phone: second },
  { phone: first },
  { phone: second },
];
const sighting = fc.constantFrom(...sightings);

const item = fc.oneof(
  { weight: 3, arbitrary: sighting.map((person) => ({ person })) },
  {
    weight: 2,
    arbitrary: fc.record({ previous: sighting, current: sighting }).map((identityChange) => ({
      person: identityChange.previous,
      type: 'system' as const,
      identityChange,
    })),
  },
);

it('every message finds one place and one answer, however people change their identifiers meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(item, { minLength: 2, maxLength: 16 }), fc.nat(), async (wishes, seed) => {
      const world = memoryWorld({ seed });
      const processes = [world.webProcess(), world.webProcess(2)];
      const items: WebhookItem[] = wishes.map((wish, n) =>
        aMessage({ number, wamid: `n-${n}`, text: `t-${n}`, ...wish }),
      );
      await Promise.all([
        ...[...items, ...items.slice(0, 4)].map(async (one, n) => {
          for (let wait = (n * 5) % 17; wait > 0; wait -= 1) await Promise.resolve();
          await processes[n % 2]?.({ items: [one], requestId: `r-${n}` });
        }),
        (async () => {
          for (let round = 0; round < 20; round += 1) {
            await work(world);
            world.clock.advance(600);
          }
        })(),
      ]);
      await workUntilRest(world);

      const { db } = world;
      const inbound = db.messages.filter(({ direction }) => direction === 'inbound');
      expect(inbound.map(({ text }) => text).sort()).toEqual(wishes.map((_, n) => `t-${n}`).sort());
      for (const { conversationId } of inbound)
        expect(db.conversations.get(conversationId)?.mergedInto).toBeUndefined();
      const asked = inbound.filter(({ type }) => type === 'text').map(({ text }) => text);
      const answered = world.whatsapp.phone.flatMap(({ content }) => seenIn(content.body));
      expect([...answered].sort()).toEqual([...asked].sort());
    }),
    { numRuns: 150 },
  );
});
