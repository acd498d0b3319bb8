import { describe, expect, it } from 'vitest';
import { messageId } from '../../../../src/domain/messaging/message.ts';
import { readClinicContext } from '../../../../src/domain/clinic/document/contextualization.ts';
import { filledByHand, offeredTemplates } from '../../../../src/domain/templates/by-hand.ts';
import { proposedTemplates } from '../../../../src/domain/templates/proposed-templates.ts';
import type { TemplateUse } from '../../../../src/domain/templates/purpose.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import { aTemplate } from '../../../support/builders/a-template.ts';
import { leaseMs } from '../../../support/worlds/memory-workers.ts';
import { memoryWorld } from '../../../support/worlds/memory-world.ts';

const clinic = { id: 'c' as never, name: 'Clínica Aurora', timeZone: 'America/Sao_Paulo' };
const { context } = readClinicContext(clinic, {
  clinica: { informacoes_basicas: { nome: 'Clínica Aurora' } },
});
const facts = { context, patientName: 'Ana Souza' };
const plain = aTemplate({
  name: 'exame',
  body: 'Olá, {{paciente}}: o exame {{1}} está pronto.',
  buttons: [],
});
const uses: readonly TemplateUse[] = proposedTemplates.map(
  ({ purpose, name, language, variables, buttons }) => ({
    ...{ purpose, name, language, variables },
    buttons: buttons.map(({ act }) => act),
  }),
);
const proposed = proposedTemplates.map(({ name, body, buttons }) =>
  aTemplate({ name, body, buttons: buttons.map(({ title }) => ({ kind: 'QUICK_REPLY', title })) }),
);

describe('templates that a person may choose', () => {
  it('are those that go out now, about no visit, and without a file', () => {
    const offered = offeredTemplates([...proposed, plain], uses, facts).map(({ name }) => name);
    expect(offered).toEqual(['atende_team_text', 'atende_reopening', 'exame']);
    for (const wish of [{ status: 'PAUSED' }, { category: 'MARKETING' }, { header: 'IMAGE' }])
      expect(offeredTemplates([{ ...plain, ...wish }], uses, facts)).toEqual([]);
  });

  it('come with what is known of the patient and the clinic, and say which field takes the team’s words', () => {
    const [text, , exam] = offeredTemplates([...proposed, plain], uses, facts);
    expect(text?.fields).toEqual([
      { name: 'paciente', value: 'Ana' },
      { name: 'clinica', value: 'Clínica Aurora' },
      { name: 'texto', value: '' },
    ]);
    expect(text?.textField).toBe('texto');
    expect(exam?.fields).toEqual([
      { name: 'paciente', value: 'Ana' },
      { name: '1', value: '' },
    ]);
    expect(exam).not.toHaveProperty('textField');
  });
});

describe('a template that a person has filled', () => {
  it('says every value in one line, and nothing of a value is taken for a variable', () => {
    const filled = filledByHand(plain, { paciente: ' Ana\n ', 1: 'de {{paciente}}' });
    expect(filled).toMatchObject({
      body: 'Olá, Ana: o exame de {{paciente}} está pronto.',
      parameters: [
        { name: 'paciente', text: 'Ana' },
        { name: '1', text: 'de {{paciente}}' },
      ],
      buttons: [],
    });
  });

  it.each([
    ['a value is missing', { paciente: 'Ana' }],
    ['a value is only white space', { paciente: 'Ana', 1: ' \n ' }],
    ['there is no such variable', { paciente: 'Ana', 1: 'x', 2: 'y' }],
    ['a value is inherited', Object.create({ paciente: 'Ana', 1: 'x' }) as Record<string, string>],
    ['a value is too long', { paciente: 'Ana', 1: 'x'.repeat(701) }],
    ['the whole is too long', { paciente: 'x'.repeat(600), 1: 'x'.repeat(600) }],
  ])('is refused when %s', (_, values) => {
    expect(() => filledByHand(plain, values)).toThrow(expect.objectContaining({ code: 'template.unfit' }));
  });

  it('is refused when WhatsApp would not let it out', () => {
    const paused = { ...plain, status: 'PAUSED' };
    expect(() => filledByHand(paused, { paciente: 'Ana', 1: 'x' })).toThrow(
      expect.objectContaining({ code: 'template.unusable' }),
    );
  });
});

/** The patient wrote a day ago; the clinic has one template without buttons. */
async function aDayAfter() {
  const world = memoryWorld();
  const { clock, clinicId, db, stores } = world;
  const writes = (wamid: string) =>
    world.ingestMessage({
      items: [aMessage({ number: { phoneNumberId: 'pn-1' }, wamid, sentAt: clock.now() })],
      requestId: 'r',
    });
  for (const row of db.numbers) row.wabaId = plain.wabaId;
  await stores.templates.mirror({ clinicId, wabaId: plain.wabaId }, [plain]);
  await writes('w-1');
  clock.advance(25 * 3_600_000);
  const { conversationId, id: seenUpTo } = db.messages[0]!;
  const optsOut = () =>
    stores.messagePreferences.noteIn(clinicId, conversationId, {
      wantsMessages: false,
      at: clock.now(),
      by: 'whatsapp',
    });
  const send = (name = plain.name) =>
    world.sendTemplate({
      ...{ clinicId, conversationId, by: 'user:bia' },
      template: { name, language: plain.language, values: { paciente: 'Ana', 1: 'de sangue' } },
      reply: { messageId: messageId(db.ids.next()), sentBy: 'user:bia', requestId: 'r-2', seenUpTo },
    });
  const deliver = async () => {
    const [due] = await stores.outbox.claim(1, leaseMs);
    await world.deliverMessage(due!);
  };
  const said = () => world.whatsapp.phone.map(({ content }) => [content.type, content.body]);
  return { writes, optsOut, send, deliver, said };
}

describe('a chosen template', () => {
  it('goes out as it was filled, in a closed window', async () => {
    const { send, deliver, said } = await aDayAfter();
    await send();
    await deliver();
    expect(said()).toEqual([['template', 'Olá, Ana: o exame de sangue está pronto.']]);
  });

  it('is not sent to who has written what the writer has not seen', async () => {
    const { send, writes } = await aDayAfter();
    await writes('w-2');
    await expect(send()).rejects.toMatchObject({ code: 'conversation.moved-on' });
  });

  it('goes to nobody who wants nothing that the clinic starts, also when they say so while it waits', async () => {
    const { send, optsOut, deliver, said } = await aDayAfter();
    await send();
    await optsOut();
    await deliver();
    expect(said()).toEqual([]);
    await expect(send()).rejects.toMatchObject({ code: 'conversation.contact-opted-out' });
  });

  it('has to be one of the clinic’s', async () => {
    const { send } = await aDayAfter();
    await expect(send('other')).rejects.toMatchObject({ code: 'template.not-found' });
  });
});
