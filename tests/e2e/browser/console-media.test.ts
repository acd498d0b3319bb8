import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../support/browser/console-run.ts';
import { inAllLooks } from '../../support/browser/screens.ts';
import { until } from '../../support/until.ts';

const rui = ['5511955501004', 'Rui Camargo'] as const;
/** Tried four times, with waits that grow, before it counts as lost. */
const givenUpMs = 50_000;

let run: ConsoleRun;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  run = await startConsoleRun();
  context = await run.signedIn();
  page = await run.open(context, '/console');
  await page.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name: 'Todas' }).click();
  await page.getByRole('list', { name: 'Conversas' }).getByRole('link', { name: rui[1] }).click();
  await page.getByRole('log').waitFor();
}, 90_000);

afterAll(async () => {
  await run.close();
});

const log = () => page.getByRole('log');

/** A tenth of a second of silence: 8 kHz, 8 bits, one channel. */
function silence(): Buffer {
  const samples = 800;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8_000, 24);
  header.writeUInt32LE(8_000, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples, 40);
  return Buffer.concat([header, Buffer.alloc(samples, 128)]);
}

test('a picture from the phone is shown with its words', async () => {
  const picture = await page.screenshot({ type: 'png' });
  await run.sendFile(...rui, {
    type: 'image',
    mimeType: 'image/png',
    content: picture,
    caption: 'O meu encaminhamento',
  });
  const shown = log().getByRole('img', { name: 'Foto do paciente' });
  await shown.waitFor();
  await until('the picture to be drawn', () =>
    page.evaluate<boolean>(`document.querySelector('.media-picture img')?.naturalWidth === 1280`),
  );
  await log().getByText('O meu encaminhamento').waitFor();
  await inAllLooks(page, 'media-picture');
});

test('a picture that is answered is shown small and said in words, while one writes and afterwards', async () => {
  const sent = log().getByRole('listitem').filter({ hasText: 'O meu encaminhamento' }).first();
  await sent.getByRole('button', { name: 'Ações da mensagem' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Responder citando' }).click();
  const quoted = page.getByText('Em resposta a: Foto: O meu encaminhamento');
  await quoted.first().waitFor();
  const drawn = (where: string) =>
    until(`the picture in ${where}`, () =>
      page.evaluate<boolean>(`document.querySelector('${where} .quoted-picture')?.naturalWidth === 1280`),
    );
  await drawn('.composer-quote');
  await page.getByLabel('Mensagem', { exact: true }).fill('Recebemos, obrigada.');
  await inAllLooks(page, 'quoting-picture');
  await page.setViewportSize({ width: 390, height: 844 });
  const end = await page.getByRole('button', { name: 'Não citar' }).boundingBox();
  expect((end?.x ?? 390) + (end?.width ?? 0)).toBeLessThan(390);
  await page.setViewportSize({ width: 1_280, height: 800 });
  await page.getByRole('button', { name: 'Enviar' }).click();
  const answer = log().getByRole('listitem').filter({ hasText: 'Recebemos, obrigada.' });
  await answer.getByText('Paciente: Foto: O meu encaminhamento').waitFor();
  await drawn('.bubble-quote');
  await inAllLooks(page, 'quoted-picture');
});

test('calls from the phone are told from messages, and say whether anybody took them', async () => {
  await run.call(...rui);
  await log().getByText('Ligação perdida', { exact: true }).waitFor();
  await run.call(...rui, 125);
  await log().getByText('Ligação atendida (2 min 5 s)', { exact: true }).waitFor();
  await inAllLooks(page, 'calls');
});

test('an audio is heard', async () => {
  await run.sendFile(...rui, { type: 'audio', mimeType: 'audio/wav', content: silence() });
  await log().getByLabel('Áudio do paciente').waitFor();
  await page.getByLabel('Mensagem', { exact: true }).click();
  const playedToTheEnd = `new Promise((resolve, reject) => {
    const audio = document.querySelector('audio');
    audio.addEventListener('ended', () => resolve(audio.duration > 0));
    audio.play().catch(reject);
  })`;
  expect(await page.evaluate(playedToTheEnd)).toBe(true);
});

test('a document is downloaded under its name, also one that is a web page', async () => {
  const markup = '<!doctype html><script>top.document.title = "1"</script>';
  await run.sendFile(...rui, {
    type: 'document',
    mimeType: 'text/html',
    content: Buffer.from(markup),
    filename: 'pedido de exame.html',
  });
  const file = log().getByRole('link', { name: /pedido de exame\.html/ });
  await file.getByText(`Baixar (${markup.length} bytes)`).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), file.click()]);
  expect(download.suggestedFilename()).toBe('pedido de exame.html');
  expect(await readFile(await download.path(), 'utf8')).toBe(markup);
});

test.each(['image', 'document'] as const)(
  'an SVG with a script is downloaded, and nothing of it runs, also when it was sent as %s',
  async (type) => {
    const markup = `<svg xmlns="http://www.w3.org/2000/svg" onload="top.document.title='svg'"><script>top.document.title = 'svg'</script><text>${type}</text></svg>`;
    const content = Buffer.from(markup);
    await run.sendFile(...rui, { type, mimeType: 'image/svg+xml', content, filename: `${type}.svg` });
    const file = log()
      .getByRole('link', { name: type === 'document' ? /document\.svg/ : /Arquivo|image\.svg/ })
      .last();
    await file.getByText(`Baixar (${markup.length} bytes)`).waitFor();
    const address = new URL((await file.getAttribute('href')) ?? '', page.url()).href;
    // also by whoever opens its address by hand
    const tab = await page.context().newPage();
    const [download] = await Promise.all([
      tab.waitForEvent('download'),
      tab.goto(address).catch(() => undefined),
    ]);
    expect(await readFile(await download.path(), 'utf8')).toBe(markup);
    await tab.close();
    expect(await page.title()).not.toBe('svg');
    expect(
      await log()
        .locator(`img[src*="${new URL(address).pathname}"]`)
        .count(),
    ).toBe(0);
  },
);

test('bytes that no browser can draw are offered as a download', async () => {
  const half = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
  await run.sendFile(...rui, { type: 'image', mimeType: 'image/png', content: half });
  await log().getByText('Este arquivo não pôde ser mostrado aqui. Baixe para ver.').waitFor();
});

test('a file that is still being fetched says so, and one that is lost says what to do', async () => {
  await run.sendFile(...rui, { type: 'image', mimeType: 'image/png', content: { id: '1000000000000001' } });
  await log().getByText('Buscando o arquivo no WhatsApp…').waitFor();
  await inAllLooks(page, 'media');
  await log()
    .getByText('Não foi possível buscar o arquivo no WhatsApp. Peça ao paciente que envie de novo.')
    .waitFor({ timeout: givenUpMs });
  await inAllLooks(page, 'media-lost');
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
