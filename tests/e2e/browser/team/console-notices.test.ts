import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inAllLooks } from '../../../support/browser/screens.ts';
import { startTeamRun, type TeamRun } from '../../../support/browser/team-run.ts';

let run: TeamRun;
let page: Page;

/** What the computer would show and play is written down instead; nobody has the page in front. */
const record = `
  window.shownNotices = [];
  window.tones = 0;
  window.Notification = class {
    static permission = 'granted';
    static requestPermission = async () => 'granted';
    constructor(title, { body }) {
      window.shownNotices.push({ title, body });
      window.clickNotice = () => this.onclick();
    }
    close() {}
  };
  document.hasFocus = () => false;
  const start = AudioScheduledSourceNode.prototype.start;
  AudioScheduledSourceNode.prototype.start = function (...args) {
    window.tones += 1;
    start.apply(this, args);
  };`;

beforeAll(async () => {
  run = await startTeamRun(26_296);
  const { page: first, context } = await run.person('ana', 'Ana Prado');
  await context.addInitScript({ content: record });
  await first.reload();
  await first.getByText('Ao vivo').waitFor();
  page = first;
}, 90_000);

afterAll(async () => {
  await run.close();
});

const shown = () => page.evaluate<readonly { title: string; body: string }[]>('window.shownNotices');
const isLook = (url: string) => /[?&]waiting=true/.test(url) && /[?&]limit=20(?:&|$)/.test(url);
const waitsAtServer = async (count: number) =>
  expect
    .poll(async () => (await run.admin.countConversations({ clinicId: run.clinicId })).waiting, {
      timeout: 10_000,
    })
    .toBe(count);

test('nothing is shown or played until somebody switches it on', async () => {
  await run.write('5511955502001', 'Rita Alves', 'Quero falar com uma pessoa');
  await waitsAtServer(1);
  await page.getByRole('list', { name: 'Conversas' }).getByText('pediu para falar com alguém').waitFor();
  expect(await shown()).toEqual([]);
  await page.getByRole('button', { name: 'Notificações' }).click();
  await page.getByLabel('Mostrar um aviso na tela').check();
  await page.getByLabel('Tocar um som').check();
  // without keys of the installation nothing comes while the page is closed
  await page.getByRole('status').getByText('não estão configurados').waitFor();
  expect(await page.getByLabel('Avisar também com o Atende fechado').isDisabled()).toBe(true);
  await inAllLooks(page, 'notice-settings');
  await page.keyboard.press('Escape');
});

test('a conversation that begins to wait is shown and heard once, without what was said, and opens by a click', async () => {
  await page.getByRole('link', { name: 'Agenda' }).click();
  const before = await page.evaluate<number>('window.tones');
  await run.write('5511955502002', 'Bento Luz', 'Quero falar com uma pessoa sobre o meu exame');
  await expect
    .poll(shown, { timeout: 10_000 })
    .toEqual([{ title: 'Uma conversa espera por você', body: 'O paciente pediu para falar com alguém.' }]);
  expect(await page.evaluate<number>('window.tones')).toBeGreaterThan(before);
  await page.evaluate('window.clickNotice()');
  await page.getByRole('heading', { level: 1, name: 'Bento Luz' }).waitFor();
  await run.write('5511955502002', 'Bento Luz', 'É o de sangue');
  await page.getByRole('log').getByText('É o de sangue').waitFor();
  await run.write('5511955502003', 'Caio Melo', 'Estou com dor forte no peito e falta de ar');
  await expect.poll(async () => (await shown()).at(-1)?.title, { timeout: 10_000 }).toBe('Emergência');
  expect(await shown()).toHaveLength(2);
});

test('of two tabs one tells, and after switching off none does', async () => {
  const second = await page.context().newPage();
  const asked: string[] = [];
  second.on('request', (request) => asked.push(request.url()));
  await second.goto(page.url());
  await second.getByText('Ao vivo').waitFor();
  await run.write('5511955502004', 'Davi Reis', 'Quero falar com uma pessoa');
  await expect.poll(async () => (await shown()).length, { timeout: 10_000 }).toBe(3);
  expect(asked.filter(isLook)).toEqual([]);
  await second.getByRole('button', { name: 'Notificações' }).click();
  await second.getByLabel('Mostrar um aviso na tela').uncheck();
  await second.getByLabel('Tocar um som').uncheck();
  await run.write('5511955502005', 'Eva Dias', 'Estou com dor forte no peito e falta de ar');
  await waitsAtServer(5);
  await second.keyboard.press('Escape');
  await second.getByRole('link', { name: 'Conversas' }).click();
  await second.getByRole('list', { name: 'Conversas' }).getByText('Eva Dias').waitFor();
  await second.getByRole('button', { name: 'Notificações' }).click();
  const looks = page.waitForResponse((answer) => isLook(answer.url()));
  await second.getByLabel('Mostrar um aviso na tela').check();
  await looks;
  await run.write('5511955502006', 'Fábio Nunes', 'Quero falar com uma pessoa');
  await expect.poll(async () => (await shown()).length, { timeout: 10_000 }).toBeGreaterThan(3);
  // what began to wait while it was off is not told late
  expect((await shown()).slice(3).map(({ title }) => title)).toEqual(['Uma conversa espera por você']);
  expect(asked.filter(isLook)).toEqual([]);
  expect(run.troubles).toEqual([]);
});
