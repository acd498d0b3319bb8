import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fate } from '../../../src/adapters/memory/messaging/message-sender.ts';
import type { MessageSender } from '../../../src/application/ports/messaging/message-sender.ts';
import { defaultRetryPolicy } from '../../../src/domain/messaging/retry-policy.ts';
import type { FailureClass } from '../../../src/domain/messaging/send-failure.ts';
import { aMessage, phone } from '../../support/builders/a-received-message.ts';
import { WorkerDied, workUntilRest } from '../../support/worlds/memory-workers.ts';
import { memoryWorld } from '../../support/worlds/memory-world.ts';

type Fault = FailureClass | 'accepted' | 'unknown-delivered' | 'unknown-lost' | 'dies-before' | 'dies-after';

const proven: readonly Fault[] = [
  'accepted',
  'transient',
  'rate-limited',
  'pair-limited',
  'account',
  'final',
  'needs-template',
  'opted-out',
];
const doubtful: readonly Fault[] = ['unknown-delivered', 'unknown-lost', 'dies-before', 'dies-after'];

const fateOf = (fault: Fault): Fate => {
  switch (fault) {
    case 'accepted':
    case 'dies-after':
      return { fate: 'accepted' };
    case 'unknown-delivered':
      return { fate: 'unknown', delivered: true };
    case 'unknown-lost':
      return { fate: 'unknown', delivered: false };
    case 'dies-before':
      throw new WorkerDied();
    case 'transient':
    case 'rate-limited':
    case 'pair-limited':
    case 'account':
    case 'final':
    case 'needs-template':
    case 'opted-out':
      return { fate: 'refused', failure: { class: fault, code: `code-${fault}`, detail: fault } };
  }
};

/** Three patients get three messages each, over several turns; the calls meet these faults one after the other. */
async function run(faults: readonly Fault[], seed: number) {
  const left = [...faults];
  const doubted = new Set<string>();
  const dead = new Set<string>();
  const dying = (whatsapp: MessageSender): MessageSender => ({
    ...whatsapp,
    async send(request) {
      const outcome = await whatsapp.send(request);
      if (dead.delete(request.messageId)) throw new WorkerDied();
      return outcome;
    },
  });
  const world = memoryWorld({
    seed,
    fateOf: ({ messageId }) => {
      const fault = left.shift() ?? 'accepted';
      if (doubtful.includes(fault)) doubted.add(messageId);
      if (fault === 'dies-after') dead.add(messageId);
      return fateOf(fault);
    },
    around: dying,
    assistant: {
      answer: async ({ dialogue, messages }) => ({
        dialogue,
        replies: [1, 2, 3].map((n) => ({ type: 'text', body: `${messages[0]?.text ?? ''}-${n}` })),
      }),
    },
  });
  const items = [1, 2, 3].map((n) =>
    aMessage({
      number: { phoneNumberId: 'pn-1' },
      person: { phone: phone(`551198888000${n}`) },
      text: `p${n}`,
    }),
  );
  await world.ingestMessage({ items, requestId: 'r' });
  await workUntilRest(world);
  const rows = world.db.messages.filter(({ direction }) => direction === 'outbound');
  const bubbles = (id: string) => world.whatsapp.phone.filter(({ messageId }) => messageId === id).length;
  return { world, rows, doubted, bubbles };
}

describe('whatever the sender meets', () => {
  it('a message ends accepted or failed for a stated reason, and reaches the phone once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...proven), { maxLength: 30 }),
        fc.nat(),
        async (faults, seed) => {
          const { rows, bubbles } = await run(faults, seed);
          expect(rows).toHaveLength(9);
          for (const { id, status, error } of rows) {
            expect(['accepted', 'failed', 'cancelled']).toContain(status);
            expect(bubbles(id)).toBe(status === 'accepted' ? 1 : 0);
            if (status === 'failed') expect(error?.code).toMatch(/^code-/);
            // what it answered waits for an answer again
            if (status === 'cancelled') expect(error?.code).toBe('window-closed');
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  it('only a message whose outcome was unknown may come twice, never more, and it too ends', async () => {
    const faults = fc.array(fc.constantFrom(...proven, ...doubtful), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(faults, fc.nat(), async (met, seed) => {
        const { rows, bubbles, doubted } = await run(met, seed);
        for (const { id, status, error } of rows) {
          expect(['accepted', 'failed', 'cancelled']).toContain(status);
          if (status !== 'accepted') expect(error?.code).toBeTruthy();
          if (status === 'accepted') expect(bubbles(id)).toBeGreaterThanOrEqual(1);
          expect(bubbles(id)).toBeLessThanOrEqual(
            doubted.has(id) ? 1 + defaultRetryPolicy.maxResends.reply : 1,
          );
        }
      }),
      { numRuns: 150 },
    );
  });

  it('a patient reads the messages of an answer in their order', async () => {
    const faults = fc.array(fc.constantFrom(...proven, ...doubtful), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(faults, fc.nat(), async (met, seed) => {
        const { world } = await run(met, seed);
        for (const patient of ['p1', 'p2', 'p3']) {
          const read = world.whatsapp.phone
            .map(({ content }) => content.body)
            .filter((body) => body.startsWith(patient));
          expect([...read].sort()).toEqual(read);
        }
      }),
      { numRuns: 100 },
    );
  });
});
