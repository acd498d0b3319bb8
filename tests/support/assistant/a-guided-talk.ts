import { makeGuidedAssistant } from '../../../src/adapters/guided/guided-assistant.ts';
import { aMessage } from '../builders/a-received-message.ts';
import { work } from '../worlds/memory-workers.ts';
import { memoryWorld, type Wish } from '../worlds/memory-world.ts';

/** One patient, who writes to the guided assistant of a clinic. */
export function aGuidedTalk(wish: Omit<Wish, 'assistant'> = {}) {
  const world = memoryWorld({ ...wish, assistant: makeGuidedAssistant() });
  const number = { phoneNumberId: 'pn-1' };
  let written = 0;
  const row = () => [...world.db.conversations.values()][0]!;
  const place = () => ({ clinicId: world.clinicId, conversationId: row().id });
  const arrives = (more: Parameters<typeof aMessage>[0]) => {
    const message = aMessage({ number, sentAt: world.clock.now(), ...more });
    return world.ingestMessage({ items: [message], requestId: 'r' });
  };
  const writes = (text: string) => arrives({ wamid: `written-${(written += 1)}`, text });
  /** What the patient has got, from the message of this place on, when a minute has passed. */
  const reads = async (since: number): Promise<string> => {
    for (let second = 0; second < 60; second += 2) {
      world.clock.advance(2_000);
      await work(world);
    }
    return world.whatsapp.phone
      .slice(since)
      .map(({ content }) => ('body' in content ? content.body : ''))
      .join('\n');
  };
  return {
    world,
    row,
    writes,
    reads,
    /** What the patient reads within a minute of writing it. */
    async says(text: string): Promise<string> {
      const before = world.whatsapp.phone.length;
      await writes(text);
      return reads(before);
    },
    /** Somebody of the clinic takes the conversation. */
    takeOver: () => world.takeOver({ ...place(), by: undefined }),
    /** Somebody of the clinic reads it. */
    markRead: () => world.stores.humanActs.markRead(place()),
    /** Somebody of the clinic writes on the clinic's own phone. */
    staffWrite: () => arrives({ origin: 'staff' }),
    alerts: async () => Object.fromEntries(await world.stores.alerts.openCount()),
  };
}
