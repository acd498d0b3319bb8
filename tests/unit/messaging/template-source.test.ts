import { describe, expect, it } from 'vitest';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { messageId } from '../../../src/domain/messaging/message.ts';
import { leaseMs } from '../../support/worlds/memory-workers.ts';
import { memoryWorld } from '../../support/worlds/memory-world.ts';
import type { Fate } from '../../../src/adapters/memory/messaging/message-sender.ts';

const number = { phoneNumberId: 'pn-1' };
const hours = 3_600_000;
const words = 'O resultado chegou.';
const busy: Fate = {
  fate: 'refused',
  failure: { class: 'transient', code: 'http-500', detail: 'later' },
};

/** The team wrote a day after the patient, and WhatsApp refused the template once. */
async function refusedOnce() {
  const fates = [busy];
  const world = memoryWorld({ fateOf: () => fates.shift() ?? { fate: 'accepted' } });
  const { clock, clinicId, db, stores } = world;
  const writes = (wamid: string) =>
    world.ingestMessage({ items: [aMessage({ number, wamid, sentAt: clock.now() })], requestId: 'r' });
  for (const row of db.numbers) row.wabaId = 'waba';
  const named = { name: 'team', language: 'pt_BR' };
  await stores.templates.mirror({ clinicId, wabaId: 'waba' }, [
    {
      ...named,
      wabaId: 'waba',
      status: 'APPROVED',
      category: 'UTILITY',
      parameterFormat: 'named',
      body: 'Mensagem da equipe: {{texto}}',
      buttons: [],
    },
  ]);
  await stores.templates.use(clinicId, {
    ...named,
    purpose: 'team-text',
    variables: { texto: 'text' },
    buttons: [],
  });
  await writes('w-1');
  clock.advance(25 * hours);
  const { conversationId } = db.messages[0]!;
  const reply = {
    messageId: messageId(db.ids.next()),
    content: { type: 'text', body: words } as const,
    sentBy: 'team',
    requestId: 'r-2',
  };
  await world.reply({ clinicId, conversationId, by: undefined, reply, orTemplate: true });
  const deliver = async () => {
    const [send] = await stores.outbox.claim(1, leaseMs);
    await world.deliverMessage(send!);
  };
  await deliver();
  expect(world.whatsapp.calls.map(({ content }) => content.type)).toEqual(['template']);
  clock.advance(1 * hours);
  const said = () => world.whatsapp.phone.map(({ content }) => [content.type, content.body]);
  const optsOut = () =>
    stores.messagePreferences.noteIn(clinicId, conversationId, {
      wantsMessages: false,
      at: clock.now(),
      by: 'whatsapp',
    });
  const alerts = () => stores.alerts.list({ reach: [clinicId], state: 'open', limit: 5 });
  return {
    writes,
    deliver,
    said,
    optsOut,
    alerts,
    shown: () => db.messages.find(({ id }) => id === reply.messageId)?.text,
  };
}

describe('what somebody of the team wrote outside of the window', () => {
  it('goes into its template once, however often it is tried', async () => {
    const { deliver, said, shown } = await refusedOnce();
    await deliver();
    expect(said()).toEqual([['template', `Mensagem da equipe: ${words}`]]);
    expect(shown()).toBe(`Mensagem da equipe: ${words}`);
  });

  it('goes to nobody who has opted out while it waited; the team is told', async () => {
    const { deliver, said, optsOut, alerts } = await refusedOnce();
    await optsOut();
    await deliver();
    expect(said()).toEqual([]);
    expect(await alerts()).toMatchObject([
      { kind: 'send-failed', message: expect.stringContaining('opted-out') as string },
    ]);
  });

  it('goes out in its own words when the patient has written before it is tried again', async () => {
    const { writes, deliver, said, shown } = await refusedOnce();
    await writes('w-2');
    await deliver();
    expect(said()).toEqual([['text', words]]);
    expect(shown()).toBe(words);
  });
});
