import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../support/browser/console-run.ts';
import { inAllLooks } from '../../support/browser/screens.ts';
import { until } from '../../support/until.ts';
import { isSigned, startAlertReceiver } from '../../support/vendors/alert-receiver.ts';
import { startMailServer } from '../../support/vendors/mail-server.ts';

// Who administers the clinic says where its alerts go, sees the secret once, and tries it out.
let run: ConsoleRun;
let context: BrowserContext;
let page: Page;
let receiver: Awaited<ReturnType<typeof startAlertReceiver>>;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let secret: string;

beforeAll(async () => {
  receiver = await startAlertReceiver();
  mail = await startMailServer();
  run = await startConsoleRun({ SMTP_URL: mail.url, ALERT_EMAIL_FROM: 'avisos@example.com', POLL_MS: '100' });
  context = await run.signedIn();
  page = await run.open(context, '/console');
  await page.getByRole('heading', { level: 1, name: 'Conversas' }).waitFor();
  await page.getByRole('navigation', { name: 'Lugares' }).getByRole('link', { name: 'Clínica' }).click();
  await page.getByRole('navigation', { name: 'Clínica' }).getByRole('link', { name: 'Avisos' }).click();
  await page.getByRole('heading', { level: 1, name: 'Avisos' }).waitFor();
}, 90_000);

afterAll(async () => {
  await run.close();
  await receiver.close();
  await mail.close();
});

test('destinations and quiet hours are saved, and the secret of a new webhook is shown', async () => {
  await page.getByLabel('E-mails').fill('dona@aurora.example\nrecepcao@aurora.example');
  await page.getByLabel('Webhook').fill(receiver.url);
  await page.getByLabel('Horas de silêncio').check();
  await page.getByLabel('Das').fill('21:30');
  await page.getByRole('button', { name: 'Salvar' }).click();
  const note = page.getByRole('status').filter({ hasText: 'Copie agora' });
  await note.waitFor();
  secret = (await note.locator('code').textContent()) ?? '';
  expect(secret).toMatch(/^[\w-]{43}$/);
  await page.getByText('Ainda nada foi enviado').first().waitFor();
  await inAllLooks(page, 'alert-settings');
});

test('a test reaches every destination, and one that did not get it says why', async () => {
  receiver.answerWith(404);
  await page.getByRole('button', { name: 'Enviar um teste' }).click();
  const places = page.getByRole('region', { name: 'Destinos' });
  await places.getByText('O último teste não chegou: o destino respondeu 404').waitFor();
  expect(await places.getByText('O último teste chegou').count()).toBe(2);
  expect(mail.received.map(({ to }) => to[0]).toSorted()).toEqual([
    'dona@aurora.example',
    'recepcao@aurora.example',
  ]);
  expect(isSigned(receiver.received[0]!, secret)).toBe(true);
  await inAllLooks(page, 'alert-settings-tried');
  receiver.answerWith(204);
  await page.getByRole('button', { name: 'Enviar um teste' }).click();
  await places.getByText('não chegou').first().waitFor({ state: 'detached' });
});

test('what was saved is there after a reload, without the secret', async () => {
  await page.reload();
  await page.getByLabel('Das').waitFor();
  expect(await page.getByLabel('Das').inputValue()).toBe('21:30');
  expect(await page.getByLabel('E-mails').inputValue()).toBe('dona@aurora.example\nrecepcao@aurora.example');
  expect(await page.getByText('Copie agora').count()).toBe(0);
});

test('an emergency of a patient arrives by mail with a link that opens the conversation', async () => {
  await run.write('5511988887777', 'Nádia Prado', 'Meu pai desmaiou e não respira');
  const isIt = ({ subject }: { subject: string }) => subject.includes('emergência');
  await until('the mail', () => mail.received.some(isIt));
  const { text } = mail.received.find(isIt)!;
  expect(text).not.toMatch(/desmaiou|Nádia|98888/);
  const [link = ''] = /http\S+\/conversas\/\S+/.exec(text) ?? [];
  const opened = await run.open(context, new URL(link).pathname);
  await opened.getByText('Meu pai desmaiou').first().waitFor();
  await opened.close();
});

test('an address that cannot be is refused in words, and nothing is lost', async () => {
  await page.getByLabel('Webhook').fill('ftp://example.com/x');
  await page.getByRole('button', { name: 'Salvar' }).click();
  await page.getByText('Nada foi salvo').waitFor();
  expect(run.troubles.filter((trouble) => !trouble.includes('422'))).toEqual([]);
});
