import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lara } from '../../support/product/demo-calendars.ts';
import { startDemoProduct, type DemoProduct } from '../../support/product/demo-product.ts';
import { phoneOfAPatient } from '../../support/product/phone-of-a-patient.ts';
import { until } from '../../support/until.ts';

let world: DemoProduct;

beforeAll(async () => {
  world = await startDemoProduct({ port: 26_881 });
  await world.connectGoogle();
  await world.chooseCalendars({ [lara]: 'lara' });
}, 60_000);
afterAll(() => world.close());

type Listed = {
  readonly id: string;
  readonly contact: { readonly name?: string; readonly phone?: string };
};

const conversationOf = async (name: string): Promise<Listed> => {
  const { body } = await world.api.call('GET', `/api/clinics/${world.clinicId}/conversations?search=${name}`);
  const [found] = body['items'] as Listed[];
  if (found === undefined) throw new Error(`no conversation of ${name}`);
  return found;
};
const ask = ({ id }: Listed, body: object) =>
  world.api.call('POST', `/api/clinics/${world.clinicId}/conversations/${id}/phone-requests`, body);

describe('a patient whom WhatsApp shows by a username only', () => {
  test('is asked for the phone when they have said yes to a visit, and it stays on the contact', async () => {
    const phone = phoneOfAPatient(world.meta, '5511955571001', 'Iara', true);
    const services = await phone.write('Oi, quero marcar uma consulta');
    const when = await phone.tap(/dermatol/, services);
    const times = when.choices.some(({ id }) => id.startsWith('slot:'))
      ? when
      : await phone.tap(/[Pp]róximos horários|[Qq]ualquer/, when);
    const slot = times.choices.find(({ id }) => id.startsWith('slot:'));
    const held = await phone.tap(new RegExp(`^${slot?.title ?? ''}$`), times);
    expect((await conversationOf('Iara')).contact).not.toHaveProperty('phone');
    expect((await phone.tap(/^Confirmar/, held)).text).toMatch(/compartilhar o seu telefone/);
    // the calendar says so when it has the visit, whatever the patient does meanwhile
    expect((await phone.hear()).text).toMatch(/Horário confirmado/);
    await phone.share();
    expect((await phone.hear()).text).toBe('Pronto, anotei o seu telefone. 👍');
    expect((await conversationOf('Iara')).contact).toMatchObject({ name: 'Iara', phone: '5511955571001' });
    const { rows } = await world.pool.query(`select state from appointments`);
    expect(rows).toEqual([{ state: 'confirmed' }]);
  });

  test('is asked by the team, in its words, as long as the phone is not known', async () => {
    const phone = phoneOfAPatient(world.meta, '5511955571002', 'Jussara', true);
    await phone.write('Qual o endereço?');
    const conversation = await conversationOf('Jussara');
    const unseen = await ask(conversation, { text: '\u200b' });
    expect(unseen).toMatchObject({ status: 422, body: { code: 'conversation.reply-empty' } });
    expect(await ask(conversation, { text: 'Pode nos dar o seu número?' })).toMatchObject({ status: 201 });
    expect((await phone.hear()).text).toBe('Pode nos dar o seu número?');
    // whoever asks looks after the conversation
    expect(await conversationOf('Jussara')).toHaveProperty('assignment');
    const { body } = await world.api.call(
      'GET',
      `/api/clinics/${world.clinicId}/conversations/${conversation.id}/messages`,
    );
    expect((body['items'] as object[])[0]).toMatchObject({ type: 'contact-request', origin: 'human' });
    await phone.share();
    await until('the phone', async () => (await conversationOf('Jussara')).contact.phone !== undefined);
    expect(await ask(conversation, {})).toMatchObject({
      status: 409,
      body: { code: 'conversation.phone-known' },
    });
    // people have the conversation: the assistant says nothing to the card
    expect((await phone.texts()).at(-1)).toBe('Pode nos dar o seu número?');
  });

  test('is asked once, whoever of the team asks at the same time', async () => {
    const phone = phoneOfAPatient(world.meta, '5511955571004', 'Noemi', true);
    await phone.write('Qual o endereço?');
    const conversation = await conversationOf('Noemi');
    const asked = await Promise.all([ask(conversation, {}), ask(conversation, {}), ask(conversation, {})]);
    expect(asked.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(asked.map(({ body }) => body['messageId'])).size).toBe(1);
    await phone.hear();
    // who has said something since may be asked again
    await phone.say('Para quê?');
    await until('the words', async () => {
      const { body } = await world.api.call(
        'GET',
        `/api/clinics/${world.clinicId}/conversations/${conversation.id}/messages`,
      );
      return (body['items'] as { text: string }[]).some(({ text }) => text === 'Para quê?');
    });
    const again = await ask(conversation, { text: 'Para ligarmos, se algo mudar.' });
    const ids = [...asked, again].map(({ body }) => body['messageId']);
    expect(new Set(ids).size).toBe(2);
    expect((await phone.hear()).text).toBe('Para ligarmos, se algo mudar.');
    const texts = await phone.texts();
    expect(texts.filter((text) => text.includes('compartilhar o seu telefone'))).toHaveLength(1);
  });

  /** Somebody with a username who has said yes to a visit, and was asked for the phone. */
  const isAsked = async (from: string, name: string, service: RegExp) => {
    const phone = phoneOfAPatient(world.meta, from, name, true);
    const when = await phone.tap(service, await phone.write('Oi, quero marcar uma consulta'));
    const times = when.choices.some(({ id }) => id.startsWith('slot:'))
      ? when
      : await phone.tap(/[Pp]róximos horários|[Qq]ualquer/, when);
    const slot = times.choices.find(({ id }) => id.startsWith('slot:'));
    const held = await phone.tap(new RegExp(`^${slot?.title ?? ''}$`), times);
    expect((await phone.tap(/^Confirmar/, held)).text).toMatch(/compartilhar o seu telefone/);
    expect((await phone.hear()).text).toMatch(/Horário confirmado/);
    return phone;
  };

  test('who sends somebody else’s card is asked for their own, and gives it by the button', async () => {
    const phone = await isAsked('5511955571005', 'Odete', /dermatol/);
    await phone.sendCard('5511955579999');
    const needed = await phone.hear();
    expect(needed.text).toMatch(/não anotei o telefone: só posso anotar o seu próprio/);
    // it stays a card, too
    expect((await phone.hear()).text).toMatch(/Recebi o contato/);
    expect((await conversationOf('Odete')).contact).not.toHaveProperty('phone');
    await phone.share();
    expect((await phone.hear()).text).toBe('Pronto, anotei o seu telefone. 👍');
    expect((await conversationOf('Odete')).contact).toMatchObject({ phone: '5511955571005' });
    // nobody asks any more: a card is a card
    await phone.sendCard('5511955579999');
    expect((await phone.hear()).text).toMatch(/Recebi o contato/);
  });

  test('whose phone is another contact’s is not thanked for it: the team looks whose it is', async () => {
    const other = phoneOfAPatient(world.meta, '5511955571006', 'Pietra');
    await other.write('Qual o endereço?');
    const phone = await isAsked('5511955571007', 'Quitéria', /dermatol/);
    await phone.share('5511955571006');
    expect((await phone.hear()).text).toMatch(/^Não consegui anotar esse telefone/);
    const found = await conversationOf('Quiteria');
    expect(found.contact).not.toHaveProperty('phone');
    expect(found).toMatchObject({ handover: { summary: expect.stringMatching(/outro contato/) as unknown } });
    expect((await conversationOf('Pietra')).contact).toMatchObject({ phone: '5511955571006' });
  });

  test('whose phone is known is not asked', async () => {
    const phone = phoneOfAPatient(world.meta, '5511955571003', 'Kátia');
    await phone.write('Qual o endereço?');
    expect(await ask(await conversationOf('Katia'), {})).toMatchObject({ status: 409 });
  });
});
