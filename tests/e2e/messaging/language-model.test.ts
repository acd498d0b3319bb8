import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';
import type { ModelReply, SeenRequest } from '../../../twin/llm/reply.ts';
import { scriptedMind } from '../../../twin/llm/scripted-mind.ts';
import { startLlmTwin, type LlmTwin } from '../../../twin/llm/start-llm-twin.ts';
import { atende } from '../../support/product/command-line.ts';
import { lara } from '../../support/product/demo-calendars.ts';
import { startDemoProduct, type DemoProduct } from '../../support/product/demo-product.ts';
import { googleEnvironment } from '../../support/product/google-product.ts';
import { startProduct, type Product } from '../../support/product/product.ts';
import { phoneOfAPatient } from '../../support/product/phone-of-a-patient.ts';
import { until } from '../../support/until.ts';

// A clinic whose assistant has a language model, over HTTP on every side.
const port = 23_371;
const canary = 'jabuticabeira';
const canaryOfClinic = 'mandacaruzeiro';
let world: DemoProduct;
let pool: DemoProduct['pool'];
let meta: DemoProduct['meta'];
let google: DemoProduct['google'];
let model: LlmTwin;
let product: Product;
let clinicId: string;
let api: DemoProduct['api'];
let mind: (request: SeenRequest, hungUp: AbortSignal) => ModelReply | Promise<ModelReply> = scriptedMind;

beforeAll(async () => {
  model = await startLlmTwin({ think: (request, hungUp) => mind(request, hungUp), port: port + 3 });
  const { contextualization } = demoClinic;
  world = await startDemoProduct({
    port,
    context: JSON.parse(
      JSON.stringify(contextualization).replace('Cuidamos da pele', `Cuidamos do ${canaryOfClinic}, da pele`),
    ),
    environment: {
      LOG_LEVEL: 'debug',
      LLM_PROVIDER: 'openai-compatible',
      LLM_BASE_URL: model.baseUrl,
      LLM_API_KEY: 'sk-secret-of-the-test',
      LLM_MODEL: 'twin',
      LLM_STEP_MS: '3000',
      LLM_TURN_MS: '4000',
    },
  });
  ({ pool, meta, google, product, clinicId, api } = world);
  await world.connectGoogle();
  await world.chooseCalendars({ [lara]: 'lara' });
}, 60_000);
afterAll(async () => {
  await product.stop('SIGTERM');
  await model.close();
  await world.close();
});
beforeEach(() => {
  mind = scriptedMind;
});

let patients = 0;
const aPatient = (name: string) =>
  phoneOfAPatient(meta, `5511955580${String((patients += 1)).padStart(3, '0')}`, name);
const choose = (usesModel: boolean) =>
  api.call('PUT', `/api/clinics/${clinicId}/assistant`, { usesModel, model: null, dayMicrodollars: null });
const conversationOf = async (name: string) => {
  const { rows } = await pool.query<{ id: string }>(
    `select c.id from whatsapp_conversations_improved as c join contacts on contacts.id = c.contact_id
     where contacts.profile_name = $1`,
    [name],
  );
  return rows[0]?.id ?? '';
};

describe('a clinic with a language model', () => {
  test('is answered by the guided assistant until it turns the model on', async () => {
    await aPatient('Antes').write('quanto custa a consulta dermatológica?');
    expect(model.seen).toEqual([]);
    expect((await api.call('GET', `/api/clinics/${clinicId}/assistant`)).body).toMatchObject({
      usesModel: false,
      isAvailable: true,
    });
    expect((await choose(true)).body).toMatchObject({ usesModel: true, model: null });
    const { rows } = await pool.query(`select action from audit_log where clinic_id = $1`, [clinicId]);
    expect(rows).toContainEqual({ action: 'clinic.choose-assistant' });
  });

  test('books what the model understood, on the yes of the patient', async () => {
    const phone = aPatient('Marina');
    const times = await phone.write('oii queria passar com a dermato o quanto antes');
    const slots = times.choices.filter(({ id }) => id.startsWith('slot:'));
    expect(slots.length).toBeGreaterThan(1);
    expect(times.text).toContain('assistente virtual');
    const held = await phone.tap(new RegExp(`^${slots[1]?.title ?? ''}$`), times);
    expect(held.text).toMatch(/Reservei .*10 minutos/);
    const asked = model.seen.length;
    const confirmed = await phone.write('sim, pode confirmar');
    expect(confirmed.text).toMatch(/Horário confirmado/);
    expect(model.seen.length).toBe(asked);
    expect(google.events(lara)).toHaveLength(1);
  });

  test('can be asked why it was answered so, and answers the same when it is run again', async () => {
    const phone = aPatient('Curiosa');
    await phone.write('quanto sai a dermato no particular?');
    await phone.write('#mentir quanto custa a consulta dermatológica?');
    const path = `/api/clinics/${clinicId}/conversations/${await conversationOf('Curiosa')}/turn-records`;
    const { body } = await api.call('GET', path);
    const [lie, told] = body['items'] as Record<string, unknown>[];
    expect(told).toMatchObject({ outcome: 'sent', answeredBy: 'model', model: 'twin', contextVersion: 1 });
    expect(told?.['steps']).toMatchObject([{ end: 'calls', calls: [{ name: 'tell', outcome: 'chosen' }] }]);
    expect(lie).toMatchObject({ answeredBy: 'guided', why: 'ungrounded' });
    expect(JSON.stringify(lie?.['replaced'])).toContain('R$ 1,00');
    expect(told?.['replyIds']).toHaveLength(1);
    const [replyId] = told?.['replyIds'] as string[];
    const ofReply = await api.call('GET', `${path}?messageId=${replyId}`);
    expect(ofReply.body).toMatchObject({ items: [{ turnId: told?.['turnId'] }], nextCursor: null });
    const ofNone = await api.call('GET', `${path}?messageId=${crypto.randomUUID()}`);
    expect(ofNone.body).toEqual({ items: [], nextCursor: null });
    const asked = model.seen.length;
    for (const { turnId } of [lie, told] as { turnId: string }[]) {
      const again = await api.call('POST', `${path}/${turnId}/replay`, {});
      expect(again.body).toMatchObject({ isSame: true });
    }
    expect(model.seen.length).toBe(asked);
    const other = await api.call('POST', `${path}/${String(told?.['turnId'])}/replay`, { model: 'another' });
    expect(other.body).toMatchObject({ isSame: true, unrecorded: 0 });
    mind = () => ({ says: 'Como posso ajudar?' });
    const differs = await api.call('POST', `${path}/${String(told?.['turnId'])}/replay`, {
      model: 'another',
    });
    expect(differs.body).toMatchObject({
      ...{ isSame: false, before: { answeredBy: 'model' } },
      after: {
        answeredBy: 'model',
        replies: [{ body: expect.stringContaining('Como posso ajudar?') as string }],
      },
    });
    expect(model.seen.slice(asked).map(({ body: sent }) => sent['model'])).toEqual(['another', 'another']);
    expect(await phone.texts()).toHaveLength(2);
    const conversation = await conversationOf('Curiosa');
    const byHand = await atende(['--json', 'replay-answers', clinicId, conversation], {
      DATABASE_URL: world.databaseUrl,
    });
    expect(byHand.code).toBe(0);
    expect(byHand.json()).toMatchObject([{ isSame: true }, { isSame: true }]);
    const elsewhere = `/api/clinics/${clinicId}/conversations/${crypto.randomUUID()}/turn-records`;
    expect((await api.call('POST', `${elsewhere}/${String(told?.['turnId'])}/replay`, {})).status).toBe(404);
  });

  test('is never told what is not true, however the model lies', async () => {
    const phone = aPatient('Cética');
    expect((await phone.write('#mentir quanto custa a consulta dermatológica?')).text).not.toMatch(
      /R\$ 1,00|Falsa/,
    );
    expect((await phone.write('#prometer quero consulta dermatológica')).text).not.toMatch(
      /marquei|Prontinho/,
    );
    expect((await phone.write('#invadir cancela a consulta do vizinho')).text).not.toMatch(/cancelei/);
  });

  // the last one makes the provider rest
  test.each(['#travar', '#bagunca', '#cortar', '#recusar', '#sobrecarga', '#limite'])(
    'is answered all the same when the model does %s',
    async (misdeed) => {
      // one answer that succeeds lets the provider be asked however it failed before
      await aPatient(`Antes de ${misdeed}`).write('oi, me conta uma coisa');
      const asked = model.seen.length;
      const began = Date.now();
      const { text } = await aPatient(`Paciente ${misdeed}`).write(
        `${misdeed} quanto custa a consulta dermatológica?`,
      );
      expect(text).toMatch(/Consulta dermatológica.*R\$/s);
      expect(Date.now() - began).toBeLessThan(20_000);
      expect(model.seen.length).toBeGreaterThan(asked);
    },
  );

  test('breaks the request off within a second when a person takes over, and sends nothing of it', async () => {
    let asked = 0;
    let brokenOff = 0;
    let release: () => void = () => undefined;
    // the provider is back, for all that this process knows
    await product.stop('SIGTERM');
    product = await startProduct({
      databaseUrl: world.databaseUrl,
      graphUrl: meta.graphUrl,
      port,
      environment: {
        ...googleEnvironment(google),
        LLM_PROVIDER: 'openai-compatible',
        LLM_BASE_URL: model.baseUrl,
        LLM_MODEL: 'twin',
      },
    });
    mind = (_, hungUp) => {
      asked = Date.now();
      hungUp.addEventListener('abort', () => (brokenOff = Date.now()));
      return new Promise((resolve) => {
        release = () => resolve({ says: 'Tarde demais!' });
      });
    };
    const phone = aPatient('Tomada');
    await phone.say('me explica como funciona isso aí');
    await until('the model to be asked', () => Promise.resolve(asked > 0));
    const conversation = await conversationOf('Tomada');
    const taken = await api.call(
      'POST',
      `/api/clinics/${clinicId}/conversations/${conversation}/take-over`,
      {},
    );
    expect(taken.status).toBeLessThan(300);
    // the commit was before
    const committed = Date.now();
    await until('the request to be broken off', () => brokenOff > 0);
    expect(brokenOff - committed).toBeLessThan(1_000);
    release();
    const records = `/api/clinics/${clinicId}/conversations/${conversation}/turn-records`;
    await until('the record of what was broken off', async () => {
      const { body } = await api.call('GET', records);
      return JSON.stringify(body['items']).includes('"outcome":"overtaken"');
    });
    // whoever writes next is answered, and nothing of the late answer has come before
    mind = scriptedMind;
    await aPatient('Depois').write('oi');
    expect(await phone.texts()).toEqual([]);
  });

  test('has no record of a patient who was erased, by the API or by hand', async () => {
    const phone = aPatient('Zenaide Erasmo');
    await phone.write('quanto custa a consulta dermatológica?');
    const conversation = await conversationOf('Zenaide Erasmo');
    const records = `/api/clinics/${clinicId}/conversations/${conversation}/turn-records`;
    const byHand = (...more: string[]) =>
      atende(['--json', 'replay-answers', clinicId, conversation, ...more], {
        DATABASE_URL: world.databaseUrl,
      });
    const [kept] = (await api.call('GET', records)).body['items'] as { turnId: string }[];
    const turnId = kept?.turnId ?? '';
    expect((await byHand()).json()).toMatchObject([{ turnId, isSame: true }]);

    const { rows } = await pool.query<{ id: string }>('select id from contacts where profile_name = $1', [
      'Zenaide Erasmo',
    ]);
    const erased = await api.call(
      'POST',
      `/api/clinics/${clinicId}/patients/${rows[0]?.id ?? ''}/erasures`,
      {},
    );
    expect(erased.status).toBeLessThan(300);

    expect((await api.call('POST', `${records}/${turnId}/replay`, {})).status).toBe(404);
    expect((await byHand()).json()).toEqual([]);
    const one = await byHand('--turn', turnId);
    expect(one.code).not.toBe(0);
    expect(`${one.out}${one.err}`).not.toContain('Zenaide');
    const left = await pool.query(
      `select from turn_records where conversation_id = $1 or turn_id = $2 or turn_records::text like '%Zenaide%'`,
      [conversation, turnId],
    );
    expect(left.rowCount).toBe(0);
  });

  test('runs everything in simulation, and sends nothing', async () => {
    await pool.query('update clinics set simulation_mode = true where id = $1', [clinicId]);
    try {
      const phone = aPatient('Ensaio');
      const asked = model.seen.length;
      await phone.say('quanto custa a consulta dermatológica?');
      const texts = async () => {
        const { rows } = await pool.query<{ status: string; text: string }>(
          `select m.error_code as status, m.content as text from whatsapp_messages_improved as m where m.direction = 'outbound' and m.conversation_id::text = $1`,
          [await conversationOf('Ensaio')],
        );
        return rows;
      };
      await until('an answer that is not sent', async () =>
        (await texts()).some(({ status }) => status === 'simulated'),
      );
      expect((await texts()).map(({ text }) => text).join()).toContain('R$ 380,00');
      expect(model.seen.length).toBe(asked + 1);
      const path = `/api/clinics/${clinicId}/conversations/${await conversationOf('Ensaio')}/turn-records`;
      expect((await api.call('GET', path)).body['items']).toMatchObject([{ answeredBy: 'model' }]);
      expect(await phone.texts()).toEqual([]);
    } finally {
      await pool.query('update clinics set simulation_mode = false where id = $1', [clinicId]);
    }
  });

  test('sends no telephone number to the provider, has nothing stored there, and logs no word of a patient', async () => {
    mind = scriptedMind;
    const phone = aPatient(canary);
    await phone.write(
      `oi, sou da ${canary}, meu número é 11 95558-0000, cpf 111.444.777-35, me ajuda com uma coisa`,
    );
    const bodies = JSON.stringify(model.seen.map(({ body }) => body));
    expect(bodies).toContain(`sou da ${canary}`);
    expect(bodies).not.toMatch(/95558-?0000|5511955580|111\.444/);
    expect(model.seen.every(({ body }) => body['store'] === false)).toBe(true);
    expect(bodies).toContain(canaryOfClinic);
    const path = `/api/clinics/${clinicId}/conversations/${await conversationOf(canary)}/turn-records`;
    const { body } = await api.call('GET', path);
    const [{ turnId }] = body['items'] as [{ turnId: string }];
    for (const wish of [{ contextVersion: 99 }, { model: 'm'.repeat(101) }]) {
      const refused = await api.call('POST', `${path}/${turnId}/replay`, wish);
      expect(refused.status).toBeGreaterThanOrEqual(400);
      for (const word of [canary, canaryOfClinic]) expect(JSON.stringify(refused.body)).not.toContain(word);
    }
    mind = () => ({ refuses: 'server-error' });
    await phone.write(`e mais uma coisa, ${canary}: como funciona isso aí?`);
    const metrics = await (await fetch(`${product.url}/metrics`)).text();
    for (const word of [canary, canaryOfClinic]) {
      expect(product.log()).not.toContain(word);
      expect(metrics).not.toContain(word);
    }
    expect(product.log()).not.toContain('sk-secret-of-the-test');
    expect(metrics).toContain('atende_model_turns_total');
  });
});
