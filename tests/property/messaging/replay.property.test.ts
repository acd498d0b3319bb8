import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { addMemoryNumber } from '../../support/worlds/memory-clinics.ts';
import { seenIn } from '../../support/worlds/memory-assistant.ts';
import { workUntilRest } from '../../support/worlds/memory-workers.ts';
import { memoryWorld } from '../../support/worlds/memory-world.ts';

it('messages to a number that is registered late are answered once, however often they are replayed', async () => {
  const number = { phoneNumberId: 'pn-late' };
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 8 }),
      fc.nat({ max: 8 }),
      fc.nat(),
      async (early, late, seed) => {
        const world = memoryWorld({ seed });
        const items = Array.from({ length: early + late }, (_, n) =>
          aMessage({ number, wamid: `r-${n}`, text: `t-${n}` }),
        );
        const outcomes = await world.ingestMessage({ items: items.slice(0, early), requestId: 'early' });
        expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['parked']));
        expect(await world.replayParkedItems()).toEqual({ looked: early, resolved: 0 });

        addMemoryNumber(world.db, world.clinicId, {
          whatsappNumber: '5547333300001',
          phoneNumberId: 'pn-late',
        });
        const [, one, other] = await Promise.all([
          world.ingestMessage({ items: items.slice(early), requestId: 'late' }),
          world.replayParkedItems(),
          world.replayParkedItems(),
        ]);
        expect(Math.max(one.resolved, other.resolved)).toBe(early);
        expect(await world.replayParkedItems()).toEqual({ looked: 0, resolved: 0 });
        await workUntilRest(world);
        const answered = world.whatsapp.phone.flatMap(({ content }) => seenIn(content.body));
        expect([...answered].sort()).toEqual(items.map(({ text }) => text).sort());
      },
    ),
    { numRuns: 50 },
  );
});
