import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyWithMessages, textMessage, webhookBody } from '../../support/builders/meta-webhooks.ts';
import { registerClinic } from '../../support/product/product.ts';
import { startStaffedProduct, type StaffedProduct } from '../../support/product/staffed-product.ts';
import { until } from '../../support/until.ts';

// Emergencies in every mode, and what Meta says of an account: from the signed webhook to the Graph call and the API.
let world: StaffedProduct;
beforeAll(async () => {
  const weekdays = ['domingo', 'segunda', 'terca', 'quarta', 'quinta', 'sexta', 'sabado'];
  const local = new Intl.DateTimeFormat('en-US', { timeZone: 'America/Sao_Paulo', weekday: 'short' });
  const today = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(local.format(new Date()));
  // nobody is there today, whatever the hour, nor tomorrow
  const opens = weekdays[(today + 3) % 7]!;
  world = await startStaffedProduct({
    port: 26_931,
    environment: { TURN_DEBOUNCE_MS: '250', TURN_CAP_MS: '1000' },
    context: {
      clinica: {
        informacoes_basicas: { nome: 'Clínica de Teste' },
        horario_funcionamento: { [opens]: { abertura: '08:00', fechamento: '18:00' } },
      },
      servicos: { consultas: [{ id: 'c1', nome: 'Consulta', preco_particular: 'R$ 200,00', ativo: true }] },
    },
  });
});
afterAll(() => world.close());

let people = 0;
function somebody() {
  people += 1;
  const from = `551195566${String(people).padStart(4, '0')}`;
  const who = { from, from_user_id: `BR.65${String(people).padStart(6, '0')}` };
  const { clinicId, bia, graph, product } = world;
  const conversation = async () => {
    const { items } = await bia.listConversations({ clinicId, limit: 100 });
    return items.find(({ contact: { phone } }) => phone === from)!;
  };
  const hears = () => graph.sent.filter(({ to }) => to === from).map(({ body }) => JSON.stringify(body));
  const writes = (body: string) => {
    const timestamp = String(Math.floor(Date.now() / 1_000));
    return product.webhook(bodyWithMessages(textMessage({ ...who, body, timestamp })));
  };
  return {
    conversation,
    hears,
    writes,
    /** What is said to it. */
    async asks(body: string): Promise<string> {
      const before = hears().length;
      await writes(body);
      await until('an answer', () => hears().length > before);
      return hears().slice(before).join('\n');
    },
    alert: async (kind: string) => {
      const { id } = await conversation();
      const { items } = await bia.listAlerts({ clinicId });
      return items.find((alert) => alert.kind === kind && alert.subject === id);
    },
  };
}

describe('an emergency', () => {
  test('is answered once while a person has the conversation, and alarms the team with every message', async () => {
    const who = somebody();
    await who.asks('Oi');
    const { id: conversationId } = await who.conversation();
    await world.bia.takeOverConversation({ clinicId: world.clinicId, conversationId });
    expect(await who.asks('minha mãe desmaiou')).toContain('SAMU: 192');
    const told = who.hears().length;
    await who.writes('ela não acorda!!');
    await until('the second alarm', async () => (await who.alert('emergency'))?.occurrences === 2);
    expect(who.hears()).toHaveLength(told);
    expect(await who.conversation()).toMatchObject({ mode: 'human' });
  });

  test('is answered in a conversation that was handed over and that nobody has looked at', async () => {
    const who = somebody();
    expect(await who.asks('quero falar com uma pessoa')).toMatch(/08h/);
    expect(await who.conversation()).toMatchObject({ mode: 'human' });
    expect(await who.asks('estou com dor no peito')).toContain('SAMU: 192');
    expect(await who.alert('emergency')).toMatchObject({ occurrences: 1 });
  });

  test('that was none does not end the talk', async () => {
    const who = somebody();
    expect(await who.asks('socorro')).toContain('SAMU: 192');
    expect(await who.asks('quanto custa a consulta?')).toContain('200,00');
  });
});

test('who is handed over while nobody is there hears when somebody will look, and the assistant goes on', async () => {
  const who = somebody();
  expect(await who.asks('quero falar com uma pessoa')).toMatch(/08h/);
  expect(await who.alert('handover')).toBeDefined();
  expect(await who.asks('quanto custa a consulta?')).toContain('200,00');
});

describe('what Meta says of a clinic’s account', () => {
  const wabaId = '800000000000001';
  const displayed = { display_phone_number: '551133330000' };
  const tells = (field: string, value: object) => world.product.webhook(webhookBody({ field, value }));
  const told = async (of = world.clinicId) => {
    const { rows } = await world.pool.query<{ subject: string; message: string }>(
      `select subject, message from alerts
       where clinic_id = $1 and kind = 'whatsapp-account' and resolved_at is null order by subject`,
      [of],
    );
    return rows;
  };

  test('is an alert of that clinic alone, with what to do; what still works goes on', async () => {
    const { pool, clinicId, bia } = world;
    await pool.query('update clinic_whatsapp_numbers set waba_id = $2 where clinic_id = $1', [
      clinicId,
      wabaId,
    ]);
    const other = await registerClinic(pool, { number: '551144440009', phoneNumberId: '900000000000777' });
    const restriction_info = ['RESTRICTED_ADD_PHONE_NUMBER_ACTION', 'RESTRICTED_BIZ_INITIATED_MESSAGING'].map(
      (restriction_type) => ({ restriction_type, expiration: 1_795_000_000 }),
    );
    await tells('account_update', { event: 'ACCOUNT_RESTRICTION', restriction_info });
    await tells('account_update', { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SPAM' } });
    await tells('phone_number_quality_update', { ...displayed, event: 'FLAGGED', current_limit: 'TIER_250' });
    await tells('phone_number_name_update', { ...displayed, decision: 'REJECTED' });
    const subjects = ['name-rejected', 'quality-low', 'restricted-first-messages', 'violation'];
    expect((await told()).map(({ subject }) => subject)).toEqual(subjects);
    const shown = (await bia.listAlerts({ clinicId })).items.filter(
      ({ kind }) => kind === 'whatsapp-account',
    );
    expect(shown.map(({ subject }) => subject).toSorted()).toEqual(subjects);
    for (const { message } of shown) expect(message).toMatch(/Meta|qualidade/);
    expect(await told(other)).toEqual([]);
    expect(await somebody().asks('quanto custa a consulta?')).toContain('200,00');

    await tells('phone_number_quality_update', { ...displayed, event: 'UNFLAGGED' });
    await tells('phone_number_name_update', { ...displayed, decision: 'APPROVED' });
    expect((await told()).map(({ subject }) => subject)).toEqual(subjects.slice(2));
  });

  test('stops the answers only where Meta takes none, until it does again', async () => {
    const replies = [{ restriction_type: 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING' }];
    await tells('account_update', { event: 'ACCOUNT_RESTRICTION', restriction_info: replies });
    expect((await told()).map(({ subject }) => subject)).toContain('restricted-replies');
    const who = somebody();
    await who.writes('Oi');
    await until('the answer that waits', async () => {
      const { rows } = await world.pool.query(
        `select from whatsapp_messages_improved where clinic_id = $1 and direction = 'outbound' and status = 'queued'`,
        [world.clinicId],
      );
      return rows.length > 0;
    });
    expect(who.hears()).toEqual([]);
    await tells('account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } });
    await until('the answer', () => who.hears().length > 0);
  });
});
