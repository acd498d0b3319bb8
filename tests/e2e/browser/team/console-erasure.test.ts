import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inAllLooks } from '../../../support/browser/screens.ts';
import { startTeamRun, type TeamRun } from '../../../support/browser/team-run.ts';
import { until } from '../../../support/until.ts';

// Somebody asks the clinic to be erased while its people have their data on the screen.
const olga = ['5511955505001', 'Olga Vidal'] as const;
const nina = ['5511955505002', 'Nina Rocha'] as const;
const rita = ['5511955505003', 'Rita Alves'] as const;
const soon = { timeout: 5_000 };

let run: TeamRun;
let context: BrowserContext;
let ana: Page;
let bia: Page;

beforeAll(async () => {
  run = await startTeamRun(26_294);
  for (const [from, name] of [olga, nina, rita])
    await run.write(from, name, `Sou alérgica a dipirona, ${name}`);
  ({ page: ana } = await run.person('ana', 'Ana Prado'));
  ({ context, page: bia } = await run.person('bia', 'Bia Luz'));
}, 90_000);

afterAll(async () => {
  await run.close();
});

const row = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Conversas' }).getByRole('link', { name });
const open = async (page: Page, name: string) => {
  await row(page, name).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByRole('log').getByText('Sou alérgica a dipirona').waitFor();
};
const erase = async (name: string) => {
  const { clinicId, admin } = run;
  const { items } = await admin.listConversations({ clinicId, search: name });
  await admin.erasePatient({ clinicId, contactId: items[0]!.contact.id });
};
const erased = (page: Page) => page.getByText('Os dados desta pessoa foram apagados.');
const kept = (page: Page) => page.evaluate<string>('JSON.stringify(localStorage)');

test('an open conversation gives way to words, and the person is in no list, search or draft any more', async () => {
  await open(bia, olga[1]);
  await bia.getByLabel('Mensagem', { exact: true }).fill('Olga, sobre a dipirona');
  await bia.getByRole('button', { name: 'Nota', exact: true }).click();
  await bia.getByLabel('Nota para a equipe').fill('Olga tem alergia');
  for (const begun of ['Olga, sobre a dipirona', 'Olga tem alergia'])
    expect(await kept(bia)).toContain(begun);
  await ana.getByRole('searchbox').fill('dipirona');
  const hits = ana.getByRole('region', { name: 'Nas mensagens' }).getByRole('link');
  await hits.filter({ hasText: olga[1] }).waitFor();

  await erase(olga[1]);
  await erased(bia).waitFor(soon);
  await row(bia, olga[1]).waitFor({ state: 'detached', ...soon });
  await hits.filter({ hasText: olga[1] }).waitFor({ state: 'detached', ...soon });
  expect(await hits.filter({ hasText: nina[1] }).count()).toBe(1);
  expect(await bia.locator('body').innerHTML()).not.toMatch(/Olga|5550-?5001/);
  expect(await kept(bia)).not.toContain('Olga');
  await inAllLooks(bia, 'erased-person');
  await bia.getByRole('link', { name: 'Voltar para as conversas' }).click();
  await erased(bia).waitFor({ state: 'detached' });
  await row(bia, nina[1]).waitFor();
});

test('whoever was away learns it when the line is back', async () => {
  await open(bia, nina[1]);
  await context.setOffline(true);
  await bia.getByText(/^Reconectando/).waitFor();
  await erase(nina[1]);
  await context.setOffline(false);
  await bia.evaluate("window.dispatchEvent(new Event('online'))");
  await erased(bia).waitFor({ timeout: 10_000 });
  expect(await bia.locator('body').innerHTML()).not.toContain('Nina');
});

test('a draft goes at the next start of a browser that was closed when the person was erased', async () => {
  await open(bia, rita[1]);
  await bia.getByLabel('Mensagem', { exact: true }).fill('Rita, pode vir?');
  const place = bia.url().replace(/\/conversas.*/, '/agenda');
  await bia.close();
  await erase(rita[1]);
  const again = await context.newPage();
  await again.goto(place);
  await until('the draft to be gone', async () => !(await kept(again)).includes('Rita'));
  expect(run.troubles).toEqual([]);
});
