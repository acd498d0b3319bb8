import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atendeClient, type AtendeClient } from '../../../client/atende-client.ts';
import { demoClinic } from '../../../src/bootstrap/local/demo-clinic.ts';
import { startTwin, type Twin } from '../../../twin/start-twin.ts';
import { bySecret } from '../../support/api/issuer.ts';
import { launchBrowser } from '../../support/browser/launch-browser.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { bookedYesterday } from '../../support/product/booked-yesterday.ts';
import { phoneOfAPatient } from '../../support/product/phone-of-a-patient.ts';
import {
  registerClinic,
  secrets,
  startProduct,
  withoutApiLimits,
  type Product,
} from '../../support/product/product.ts';
import { watch } from '../../support/browser/console-run.ts';
import { until } from '../../support/until.ts';

// What the clinic sends, as the patient sees it on the phone, and what a tap on it does.
const port = 23_561;
let database: TestDatabase;
let pool: pg.Pool;
let meta: Twin;
let product: Product;
let clinicId: string;
let bia: AtendeClient;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const { whatsappNumber, phoneNumberId, wabaId, name, contextualization } = demoClinic;
  const context = { ...contextualization, lembretes: { quando: '2 horas antes', silencio: false } };
  clinicId = await registerClinic(pool, {
    name,
    number: whatsappNumber,
    phoneNumberId,
    context: context as never,
  });
  await pool.query('update clinic_whatsapp_numbers set waba_id = $2 where clinic_id = $1', [
    clinicId,
    wabaId,
  ]);
  const host = '127.0.0.1';
  meta = await startTwin({
    host,
    port: port + 1,
    webhookUrl: `http://${host}:${port}/webhook/whatsapp-meta`,
    appSecret: secrets.appSecret,
    accessToken: secrets.accessToken,
    numbers: [{ phoneNumberId, displayNumber: whatsappNumber, wabaId, name }],
  });
  product = await startProduct({
    databaseUrl: database.url,
    graphUrl: meta.graphUrl,
    port,
    environment: withoutApiLimits,
  });
  const token = await bySecret({ sub: 'bia', role: 'clinic-admin', clinicIds: [clinicId] });
  bia = atendeClient({ baseUrl: product.url, token: () => token });
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
  page.setDefaultTimeout(20_000);
  watch(page, troubles);
  await page.goto(meta.phoneUrl);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await product.stop('SIGTERM');
  await meta.close();
  await pool.end();
  await database.drop();
});

async function aPatient(number: string, name: string) {
  const { conversationId, contactId } = await bia.openConversation({
    clinicId,
    body: { phone: number, name },
  });
  return { at: { clinicId, conversationId }, contactId, phone: phoneOfAPatient(meta, number, name) };
}
const shows = async (name: string) => {
  // somebody who wrote while the page was still opening is on it when it is opened again
  await page.reload();
  await page.getByRole('list', { name: 'Conversas' }).getByRole('button', { name }).click();
};
const clinic = () => page.locator('#chat li.clinic');
const png = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);
const pdf = Uint8Array.from(Buffer.from('%PDF-1.7\n% preparo\n'));

test('files, places, cards, quotes and reactions of the clinic are seen by the patient', async () => {
  const { at, phone } = await aPatient('5511966620001', 'Otávio Dias');
  await phone.say('Onde fica a clínica?');
  const asked = async () =>
    (await bia.listMessages(at)).items.find(({ text }) => text === 'Onde fica a clínica?')?.id;
  await until('the question', async () => (await asked()) !== undefined);
  const quotes = (await asked())!;
  const picture = await bia.uploadFile({ ...at, fileName: 'fachada.png', body: new Blob([png]) });
  await bia.sendFile({ ...at, fileId: picture.fileId, body: { caption: 'Esta é a porta', quotes } });
  const paper = await bia.uploadFile({ ...at, fileName: 'preparo.pdf', body: new Blob([pdf]) });
  await bia.sendFile({ ...at, fileId: paper.fileId, body: {} });
  await bia.sendLocation({ ...at, body: { latitude: -23.55, longitude: -46.63, name: 'Clínica Ipê' } });
  await bia.sendContacts({ ...at, body: { contacts: [{ name: 'Recepção', phones: ['+55 11 3333-0000'] }] } });
  await bia.reactToMessage({ ...at, messageId: quotes, body: { emoji: '🙏' } });

  await shows('Otávio Dias');
  const shown = clinic().filter({ hasText: 'Esta é a porta' });
  await shown.getByRole('img', { name: 'Foto' }).waitFor();
  await shown.locator('.quote').getByText('Onde fica a clínica?').waitFor();
  await clinic()
    .getByRole('link', { name: /preparo\.pdf/ })
    .waitFor();
  await clinic().getByText('📍 Clínica Ipê').waitFor();
  await clinic().getByText('👤 Recepção: +55 11 3333-0000').waitFor();
  const question = page.locator('#chat li.patient').filter({ hasText: 'Onde fica a clínica?' });
  await question.locator('.reactions').getByText('🙏').waitFor();
  await bia.reactToMessage({ ...at, messageId: quotes, body: { emoji: '' } });
  await until('the end of it', async () => (await question.locator('.reactions').textContent()) === '');
  expect(troubles).toEqual([]);
});

async function templatesAreApproved() {
  await bia.proposeTemplates({ clinicId });
  await until('Meta’s review', async () => {
    const { templates } = await bia.listTemplates({ clinicId });
    return templates.every(({ usable }) => usable);
  });
}

const visitOf = (contactId: string, conversationId: string) =>
  bookedYesterday(pool, { clinicId, serviceId: 'consulta-dermato', contactId, conversationId });

/** The reminder comes as a template, and a tap on it confirms. */
async function confirmsByTap(visit: string): Promise<void> {
  const reminder = clinic().filter({ hasText: 'Lembramos do seu horário' });
  await reminder.waitFor();
  expect(await reminder.locator('.choice').allTextContents()).toEqual(['Confirmar', 'Remarcar', 'Cancelar']);
  await reminder.getByRole('button', { name: 'Confirmar' }).click();
  await clinic().filter({ hasText: 'Presença confirmada' }).waitFor();
  const confirmed = await pool.query<{ at: Date | null }>(
    'select attendance_confirmed_at as at from appointments where id = $1',
    [visit],
  );
  expect(confirmed.rows[0]?.at).toBeInstanceOf(Date);
}

test('a reminder to somebody who never wrote comes as a template, and a tap on it confirms the visit', async () => {
  await templatesAreApproved();
  const { at, contactId } = await aPatient('5511966620002', 'Marina Alves');
  const visit = await visitOf(contactId, at.conversationId);
  await shows('5511966620002');
  await confirmsByTap(visit);
  expect(troubles).toEqual([]);
});

const own = () => page.locator('#chat li.patient').last();
const write = async (text: string) => {
  await page.getByLabel('Mensagem', { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Enviar' }).click();
  await own().getByText(text).waitFor();
};
const act = async (of: ReturnType<typeof own>, name: string) => {
  await of.getByRole('button', { name: 'Ações da mensagem' }).click();
  await page.getByRole('dialog').getByRole('button', { name }).click();
};

test('a patient sends a photo, edits, reacts, quotes, and is reminded by a template the day after, confirming by a tap', async () => {
  await templatesAreApproved();
  const { at, contactId, phone } = await aPatient('5511966620003', 'Helena Prado');
  await phone.write('Quanto custa a consulta dermatológica?');
  await shows('Helena Prado');

  await page.getByRole('button', { name: 'Anexar' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('dialog').getByRole('button', { name: 'Foto' }).click();
  await (await chooser).setFiles({ name: 'mancha.png', mimeType: 'image/png', buffer: Buffer.from(png) });
  await own().getByRole('img', { name: 'Foto' }).waitFor();

  await write('Ela apareceu na segunda');
  await act(own(), 'Corrigir');
  await write('Ela apareceu na terça');
  await own().getByText('(editada)').waitFor();

  await act(clinic().first(), 'Reagir com 👍');
  await clinic().first().locator('.reactions').getByText('👍').waitFor();
  await act(clinic().first(), 'Responder');
  await write('Onde vocês ficam?');
  await own().locator('.quote').waitFor();

  // as the clinic has it
  const messages = async () => (await bia.listMessages({ ...at, limit: 50 })).items;
  await until('the photo', async () =>
    (await messages()).some(({ type, media }) => type === 'image' && media?.state === 'stored'),
  );
  await until('the reaction', async () =>
    (await messages()).some(
      ({ direction, reactions }) => direction === 'outbound' && reactions?.[0]?.emoji === '👍',
    ),
  );
  expect(await messages()).toContainEqual(
    expect.objectContaining({
      text: 'Ela apareceu na terça',
      edited: expect.objectContaining({ before: 'Ela apareceu na segunda' }) as unknown,
    }),
  );
  expect((await messages()).find(({ text }) => text === 'Onde vocês ficam?')?.quote).toMatchObject({
    by: 'clinic',
  });
  await until('the answer', async () =>
    ((await page.locator('#chat li').last().getAttribute('class')) ?? '').includes('clinic'),
  );

  // thirty hours later
  await pool.query(
    `update whatsapp_conversations_improved set last_patient_message_at = now() - interval '30 hours' where id = $1`,
    [at.conversationId],
  );
  await confirmsByTap(await visitOf(contactId, at.conversationId));
  expect(troubles).toEqual([]);
});
