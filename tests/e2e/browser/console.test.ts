import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from '../../support/browser/axe.ts';
import { bookTwoOfOneDay } from '../../support/browser/book-visits.ts';
import { startConsoleRun, type ConsoleRun } from '../../support/browser/console-run.ts';
import { until } from '../../support/until.ts';
import { nextDays } from '../../support/clinic-days.ts';

// of the demo clinic
const helena = ['5511955501001', 'Helena Prado'] as const;
const rui = ['5511955501004', 'Rui Camargo'] as const;
const widths = [
  ['a computer', 1_280, 800],
  ['a phone', 390, 844],
] as const;

let run: ConsoleRun;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  run = await startConsoleRun();
  context = await run.signedIn();
  page = await run.open(context, '/console');
}, 90_000);

afterAll(async () => {
  await run.close();
});

const row = (name: string) => page.getByRole('list', { name: 'Conversas' }).getByRole('link', { name });
const open = async (name: string) => {
  await page.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name: 'Todas' }).click();
  await row(name).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
};
const phoneShows = async (text: string) => {
  const log = page.getByRole('log');
  await log.getByText(text).waitFor();
};

test('the link that the start prints lands signed in, on what needs a person first', async () => {
  await page.getByRole('heading', { name: 'Precisam de você 2' }).waitFor();
  expect(new URL(page.url()).pathname).toMatch(/^\/console\/c\/[\w-]+\/conversas$/);
  await row('Helena Prado').getByText('pediu para falar com alguém').waitFor();
  await until('the count in the title', async () => (await page.title()).startsWith('(2)'));
  expect(await page.evaluate('document.cookie')).toBe('');
});

test('a message appears in the list while it is open, and in the open conversation', async () => {
  await open('Rui Camargo');
  await run.write(...rui, 'E aceita convênio?');
  await page.getByRole('log').getByText('E aceita convênio?').waitFor();
  await row('Rui Camargo').getByText('E aceita convênio?').waitFor();
});

test('a patient is answered with one click and typing, and sees it', async () => {
  await open('Helena Prado');
  await page
    .getByLabel('Mensagem', { exact: true })
    .fill('Oi, Helena. Aqui é a Márcia. *Como* posso ajudar?');
  await page.getByRole('button', { name: 'Enviar' }).click();
  const bubble = page.getByRole('log').locator('li', { hasText: 'Aqui é a Márcia' });
  await bubble.getByText('lida', { exact: true }).waitFor({ state: 'attached' });
  expect(await bubble.locator('strong').textContent()).toBe('Como');
  expect(await page.getByLabel('Mensagem', { exact: true }).inputValue()).toBe('');
});

test('a message whose reading is refused for a moment appears all the same', async () => {
  await page.route('**/messages?*', (route) => route.fulfill({ status: 503, body: '{}' }), { times: 3 });
  await run.write(...helena, 'Tem onde estacionar?');
  await page.getByRole('log').getByText('Tem onde estacionar?').waitFor();
});

test('a conversation is taken over and given back, which is said', async () => {
  await open('Rui Camargo');
  await page.getByRole('button', { name: 'Assumir' }).click();
  await page.getByText('A assistente fica em silêncio até você devolver.').waitFor();
  await row('Rui Camargo').getByText('Responsável: Você').waitFor();
  await page.getByRole('button', { name: 'Devolver' }).click();
  await page.getByText('A assistente responde o que vier a partir de agora.').waitFor();
});

test('of two who answer at once one is sent, and the other reads what was said', async () => {
  await open('Helena Prado');
  const other = await run.open(context, new URL(page.url()).pathname);
  await other.getByLabel('Mensagem', { exact: true }).fill('Resposta da colega');
  await page.getByLabel('Mensagem', { exact: true }).fill('A minha resposta');
  await Promise.all([
    other.getByRole('button', { name: 'Enviar' }).click(),
    page.getByRole('button', { name: 'Enviar' }).click(),
  ]);
  const asked = () => Promise.all([page, other].map((one) => one.getByText('A conversa andou').count()));
  await until('one of them to be asked', async () => (await asked()).reduce((a, b) => a + b) === 1);
  const [late, sent] = (await asked())[0] === 1 ? [page, other] : [other, page];
  const text = late === page ? 'A minha resposta' : 'Resposta da colega';
  expect(await late.getByLabel('Mensagem', { exact: true }).inputValue()).toBe(text);
  await late
    .getByRole('log')
    .getByText(late === page ? 'Resposta da colega' : 'A minha resposta')
    .waitFor();
  expect(await sent.getByRole('log').getByText(text).count()).toBe(0);
  await late.getByRole('button', { name: 'Enviar mesmo assim' }).click();
  await sent.getByRole('log').getByText(text).waitFor();
  await other.close();
});

test('everything is answered by the keyboard alone', async () => {
  await page.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name: 'Todas' }).press('Enter');
  await page.keyboard.press('j');
  await until('a row to have the focus', () =>
    page.evaluate<boolean>(`document.activeElement?.className === 'talk-row'`),
  );
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await until('the heading to have the focus', () =>
    page.evaluate<boolean>(`document.activeElement?.tagName === 'H1'`),
  );
  await page.keyboard.press('r');
  await page.keyboard.type('Escrito só com o teclado');
  await page.keyboard.press('Control+Enter');
  await phoneShows('Escrito só com o teclado');
  await page.getByRole('heading', { level: 1 }).last().focus();
  await page.keyboard.press('d');
  await page.getByText('A assistente responde o que vier').waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Teclas' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('a search finds by name without accents and by digits', async () => {
  const search = page.getByRole('searchbox');
  await search.fill('HELÊNA');
  await until('one row', async () => (await page.locator('.talk-row').count()) === 1);
  await row('Helena Prado').waitFor();
  await search.fill('5550-1004');
  await row('Rui Camargo').waitFor();
  await search.fill('ninguém assim');
  await page.getByText('Nada encontrado').waitFor();
  await search.fill('');
  await row('Helena Prado').waitFor();
});

test('the state of the line is shown as it is, and what came meanwhile is there afterwards', async () => {
  await open('Rui Camargo');
  await page.getByText('Ao vivo').waitFor();
  await context.setOffline(true);
  await run.write(...rui, 'Escrito enquanto a linha estava cortada');
  await context.setOffline(false);
  await page.getByRole('log').getByText('Escrito enquanto a linha estava cortada').waitFor();
});

/** The day of the demo on which Rui visits Dra. Lara. */
const agendaOf = async (shown: Page) => {
  const [, clinicId = ''] = /\/c\/([^/]+)/.exec(shown.url()) ?? [];
  const { from, to } = nextDays(14);
  const ofRui = async () => {
    const query = `clinicId=${clinicId}&from=${from}&to=${to}`;
    const answer = await context.request.get(`${run.url}/api/agenda?${query}`);
    const { appointments } = (await answer.json()) as {
      appointments: readonly { start: string; professionalId: string; patient?: { name: string } }[];
    };
    return appointments.find((one) => one.patient?.name === 'Rui Camargo' && one.professionalId === 'lara');
  };
  await until('the visits of the demo', async () => (await ofRui()) !== undefined);
  await shown.goto(
    `${run.url}/console/c/${clinicId}/agenda?dia=${(await ofRui())?.start.slice(0, 10) ?? ''}`,
  );
  await shown.locator('.visit').first().waitFor();
  return shown.locator('.visit', { hasText: 'Rui Camargo' }).first();
};
const confirmed = (shown: Page, words: RegExp) =>
  shown.getByRole('status').filter({ hasText: words }).waitFor();

describe('the agenda', () => {
  test('shows who comes, with whom and when, and a visit is moved by the key M', async () => {
    const visit = await agendaOf(page);
    await visit.focus();
    await page.keyboard.press('m');
    // where it goes is chosen in the grid; the list is there too
    await page.keyboard.press('m');
    const dialog = page.getByRole('dialog', { name: 'Remarcar' });
    await dialog.getByRole('radio').first().focus();
    await page.keyboard.press('Space');
    await dialog.getByRole('button', { name: 'Remarcar' }).press('Enter');
    await confirmed(page, /^Remarcado: Rui Camargo/);
  });

  test('moves a visit by dragging it, after asking once; onto a taken time nothing changes', async () => {
    await agendaOf(page);
    const { day, times } = await bookTwoOfOneDay(context.request, page.url());
    await page.goto(page.url().replace(/dia=.*/, `dia=${day}`));
    const visitAt = (time: string) =>
      page.locator('.visit', { hasText: new RegExp(`^${time} às .*Sem paciente`) });
    await visitAt(times[1]).scrollIntoViewIfNeeded();
    const [from, onto] = [await visitAt(times[0]).boundingBox(), await visitAt(times[1]).boundingBox()];
    if (from === null || onto === null) throw new Error('They are not shown');
    await page.mouse.move(from.x + 20, from.y + 5);
    await page.mouse.down();
    await page.mouse.move(onto.x + 20, onto.y + 5, { steps: 8 });
    await page.mouse.up();
    const dialog = page.getByRole('dialog', { name: 'Remarcar' });
    await dialog.getByRole('button', { name: 'Remarcar' }).click();
    await dialog.getByText(/O de antes continua valendo/).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  test('books a time for somebody who has written, and shows the day of it', async () => {
    await agendaOf(page);
    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog', { name: 'Marcar horário' });
    await dialog.getByLabel('Serviço').selectOption('Consulta dermatológica');
    await dialog.getByRole('radio').first().check();
    await dialog.getByRole('searchbox').fill('paulo');
    await dialog.getByRole('radio', { name: 'Paulo Siqueira' }).check();
    expect(await dialog.getByLabel('Avisar o paciente pelo WhatsApp').isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Marcar', exact: true }).click();
    await confirmed(page, /^Marcado/);
    await page.locator('.visit', { hasText: 'Paulo Siqueira' }).first().waitFor();
  });

  test('cancels a visit only after asking', async () => {
    await page.locator('.visit', { hasText: 'Paulo Siqueira' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Cancelar' }).click();
    await dialog.getByText(/Cancelar a consulta de Paulo Siqueira/).waitFor();
    await dialog.getByRole('button', { name: 'Cancelar a consulta' }).click();
    await confirmed(page, /^Cancelado: Paulo Siqueira.* O paciente .*avisa/);
  });

  test('shows the times of the clinic in a browser of another zone', async () => {
    const there = await run.signedIn({ timezoneId: 'Pacific/Auckland' });
    const shown = await run.open(there, new URL(page.url()).pathname + new URL(page.url()).search);
    await shown.locator('.visit').first().waitFor();
    const times = (of: Page) => of.locator('.visit-time').allTextContents();
    expect(await times(shown)).toEqual(await times(page));
    await there.close();
  });
});

describe.each(widths)('on %s', (_, width, height) => {
  test.each(['light', 'dark'] as const)('axe finds nothing wrong, %s', async (colorScheme) => {
    const shown = await run.open(
      context,
      new URL(page.url()).pathname.replace(/conversas.*|agenda.*/, 'conversas'),
    );
    await shown.setViewportSize({ width, height });
    await shown.emulateMedia({ colorScheme });
    await shown.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name: 'Todas' }).click();
    await shown.getByRole('link', { name: 'Helena Prado' }).waitFor();
    expect(await axeFindings(shown)).toEqual([]);
    await shown.getByRole('link', { name: 'Helena Prado' }).click();
    await shown.getByRole('log').waitFor();
    expect(await axeFindings(shown)).toEqual([]);
    await shown.goto(shown.url().replace(/conversas.*/, 'alertas'));
    await shown.getByRole('heading', { level: 1, name: 'Alertas' }).waitFor();
    expect(await axeFindings(shown)).toEqual([]);
    await agendaOf(shown);
    expect(await axeFindings(shown)).toEqual([]);
    await shown.locator('.visit').first().click();
    expect(await axeFindings(shown)).toEqual([]);
    await shown.getByRole('button', { name: 'Remarcar' }).click();
    await shown.getByRole('radio').first().waitFor();
    expect(await axeFindings(shown)).toEqual([]);
    await shown.keyboard.press('Escape');
    await shown.getByRole('link', { name: 'Semana' }).click();
    expect(await axeFindings(shown)).toEqual([]);
    await shown.close();
  });

  test('an answer can be written and sent', async () => {
    await page.setViewportSize({ width, height });
    await page.goto(page.url().replace(/conversas.*|agenda.*/, 'conversas?fila=todas'));
    await row('Helena Prado').click();
    const text = `Escrito com ${width} pixels`;
    await page.getByLabel('Mensagem', { exact: true }).fill(text);
    for (const part of [
      page.getByLabel('Mensagem', { exact: true }),
      page.getByRole('button', { name: 'Enviar' }),
    ]) {
      const box = await part.boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= width && box.y + box.height <= height).toBe(true);
    }
    await page.getByRole('button', { name: 'Enviar' }).click();
    await page.getByRole('log').getByText(text).waitFor();
  });
});

test('who is not signed in is told how to, and nothing of the clinic is shown', async () => {
  const stranger = await run.browser.newContext();
  const shown = await stranger.newPage();
  await shown.goto(page.url());
  await shown.getByRole('heading', { name: 'Entre para continuar' }).waitFor();
  expect(await axeFindings(shown)).toEqual([]);
  expect(await shown.content()).not.toContain('Helena');
  await stranger.close();
});

test('on a phone somebody reads the keys and signs out under Mais', async () => {
  const own = await run.signedIn({ viewport: { width: 390, height: 844 } });
  const shown = await run.open(own, '/console');
  const more = shown.getByRole('navigation', { name: 'Lugares' }).getByRole('button', { name: 'Mais' });
  await more.click();
  const menu = shown.getByRole('dialog', { name: 'Mais' });
  await menu.getByText('Clínica Ipê Amarelo').waitFor();
  expect(await axeFindings(shown)).toEqual([]);
  await menu.getByRole('button', { name: 'Teclas' }).click();
  await shown.getByRole('dialog', { name: 'Teclas' }).getByText('próxima conversa').waitFor();
  await shown.keyboard.press('Escape');
  await more.click();
  await menu.getByRole('button', { name: 'Sair' }).click();
  await shown.getByRole('heading', { name: 'Entre para continuar' }).waitFor();
  expect((await own.request.get(`${run.url}/api/me`)).status()).toBe(401);
  await own.close();
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
