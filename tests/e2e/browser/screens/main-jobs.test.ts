import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../../support/browser/console-run.ts';
import { isDeep } from '../../../support/depth.ts';
import { hands, reach, type Hand, type HandName } from '../../../support/browser/hands.ts';

// What people come for every day, once with the mouse and once with nothing but the keyboard, on a computer and on a phone,
// in both themes: each hand on each size in one of them, and with `DEEP=1` in the other, too, which changes nothing but colours.
// `LLM_PROVIDER=twin npm start`: a model that can be interrupted.

const sizes = { computer: { width: 1_280, height: 800 }, phone: { width: 390, height: 844 } } as const;
const names = 'Alba Reis,Bento Sá,Célia Mota,Davi Lins,Elza Nunes,Fábio Melo,Gil Torres,Hugo Pires'.split(
  ',',
);
const looks = (
  [
    { hand: 'mouse', size: 'computer', themes: ['light', 'dark'] },
    { hand: 'mouse', size: 'phone', themes: ['dark', 'light'] },
    { hand: 'keyboard', size: 'computer', themes: ['dark', 'light'] },
    { hand: 'keyboard', size: 'phone', themes: ['light', 'dark'] },
  ] as const
).flatMap(({ themes, ...look }) => themes.slice(0, isDeep ? 2 : 1).map((theme) => ({ ...look, theme })));
const account = 'agenda.ipeamarelo@example.com.br';
/** Calendars confirm in the background. */
const settledMs = 25_000;
const limitMs = 90_000;

let run: ConsoleRun;
beforeAll(async () => {
  run = await startConsoleRun({ LLM_PROVIDER: 'twin' });
}, 90_000);
afterAll(async () => {
  await run.close();
});

describe.each(looks)('with the $hand, on a $size, $theme', ({ hand: handName, size, theme }) => {
  const look = looks.findIndex((one) => one.hand === handName && one.size === size && one.theme === theme);
  const name = names[look] ?? '';
  const patient = [`55119555020${10 + look}`, name] as const;
  const caller = [`55119555030${10 + look}`, `Rosa ${name}`] as const;
  let context: BrowserContext;
  let page: Page;
  let hand: Hand;
  let clinicId: string;

  beforeAll(async () => {
    context = await run.signedIn({ viewport: sizes[size], colorScheme: theme });
    page = await run.open(context, '/console');
    await page.locator('.talk-row').first().waitFor();
    [, clinicId = ''] = /\/c\/([^/]+)/.exec(page.url()) ?? [];
    hand = hands[handName satisfies HandName](page);
  }, 60_000);
  afterAll(() => context.close());

  const at = (path: string) => page.goto(`${run.url}/console/c/${clinicId}/${path}`);
  const button = (words: string | RegExp, exact = false) => page.getByRole('button', { name: words, exact });
  const row = (of: string) =>
    page.getByRole('list', { name: 'Conversas' }).getByRole('link', { name: new RegExp(`^${of}`) });
  const read = async <Body>(path: string) =>
    (await (await context.request.get(`${run.url}${path}`)).json()) as Body;
  const headers = () => ({ origin: run.url });
  const said = (words: RegExp) => page.getByRole('status').filter({ hasText: words }).waitFor();

  test('an answer under way is broken off by taking over, and the conversation is given back', async () => {
    await run.writeUntilTyping(...patient, '#travar me explica uma coisa');
    await at('conversas?fila=todas');
    await hand.press(row(name));
    await hand.press(button('Assumir'));
    await page.getByText('A assistente fica em silêncio até você devolver.').waitFor();
    await hand.press(button('Devolver'));
    await page.getByText('A assistente responde o que vier a partir de agora.').waitFor();
    const log = page.getByRole('log');
    expect(await log.getByRole('listitem').filter({ hasText: 'Assistente' }).count()).toBe(0);
  }, 90_000);

  test(
    'a patient is answered',
    async () => {
      await at('conversas?fila=todas');
      await hand.press(row(name));
      await hand.write(page.getByLabel('Mensagem', { exact: true }), 'Bom dia, aqui é da recepção.');
      if (handName === 'keyboard') await page.keyboard.press('Control+Enter');
      else await hand.press(button('Enviar'));
      const bubble = page.getByRole('log').locator('li', { hasText: 'aqui é da recepção' });
      await bubble.getByText('lida', { exact: true }).waitFor({ state: 'attached' });
    },
    limitMs,
  );

  test(
    'an alert is gone once its patient was answered',
    async () => {
      await run.write(...caller, 'Quero falar com uma pessoa');
      await at('alertas');
      const card = page.getByRole('listitem').filter({ hasText: caller[1] });
      await hand.press(card.getByRole('link', { name: 'Abrir a conversa' }));
      await hand.write(page.getByLabel('Mensagem', { exact: true }), 'Pode falar.');
      await hand.press(button('Enviar'));
      await page.getByRole('log').getByText('Pode falar.').waitFor();
      await at('alertas');
      await page.getByRole('heading', { level: 1, name: 'Alertas' }).waitFor();
      await hand.press(page.getByText(/^Resolvidos/));
      await page.getByRole('listitem').filter({ hasText: 'resolvido' }).first().waitFor();
      expect(await card.count()).toBe(0);
    },
    limitMs,
  );

  test(
    'Google is connected, and its calendars chosen',
    async () => {
      const path = `/api/google/oauth/disconnect?clinicId=${clinicId}`;
      expect((await context.request.delete(`${run.url}${path}`, { headers: headers() })).status()).toBe(200);
      await at('clinica/google');
      await hand.press(button('Conectar com o Google'));
      await hand.press(page.getByRole('link', { name: account }));
      await hand.press(button('Permitir'));
      await page.getByText('Falta dizer de quem é cada agenda').waitFor();
      await hand.press(button('Salvar agendas'));
      await page.getByText('Pronto. As agendas foram salvas.').waitFor();
    },
    limitMs,
  );

  const visit = () => page.locator('.visit', { hasText: name });
  const timeOf = () => visit().first().locator('.visit-time').textContent();
  /** One visit, at another time than before, and in the calendar. */
  const settled = (before?: string | null) =>
    expect
      .poll(
        async () => {
          if ((await visit().count()) !== 1 || (await timeOf()) === before) return 'not yet';
          return visit().first().getAttribute('data-pending');
        },
        { timeout: settledMs },
      )
      .toBe('false');
  /** A narrow screen shows one professional at a time. */
  const showLara = async () => {
    if (size === 'phone')
      await hand.press(
        page.getByRole('navigation', { name: 'Profissional' }).getByRole('link', { name: /Lara/ }),
      );
  };

  test(
    'a visit is booked',
    async () => {
      await at('agenda');
      await hand.press(button('Marcar', true));
      const dialog = page.getByRole('dialog', { name: 'Marcar horário' });
      await dialog.getByRole('option', { name: 'Consulta dermatológica' }).waitFor({ state: 'attached' });
      await hand.choose(dialog.getByLabel('Serviço'), 'Consulta dermatológica');
      await hand.tick(dialog.locator('input[name="time"]').first());
      await hand.write(dialog.getByRole('searchbox'), name);
      await hand.tick(dialog.getByRole('radio', { name: new RegExp(`^${name}`) }));
      await hand.press(dialog.getByRole('button', { name: 'Marcar', exact: true }));
      await said(/^Marcado/);
      await showLara();
      await settled();
    },
    limitMs,
  );

  test(
    'it is moved',
    async () => {
      const before = await timeOf();
      if (handName === 'keyboard') {
        await reach(page, visit());
        await page.keyboard.press('m');
        await page.locator('.agenda-offered').first().waitFor();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
      } else {
        await visit().click();
        await button('Remarcar', true).click();
        await page.locator('input[name="time"]').nth(1).click();
      }
      const dialog = page.getByRole('dialog', { name: 'Remarcar' });
      await hand.press(dialog.getByRole('button', { name: 'Remarcar e avisar' }));
      await said(/^Remarcado/);
      await showLara();
      await settled(before);
    },
    limitMs,
  );

  test(
    'it is cancelled, and the patient hears nothing of it where the clinic tells them',
    async () => {
      const heard = () =>
        read<{ items: readonly { conversationId?: string; lastMessage?: { text: string } }[] }>(
          `/api/clinics/${clinicId}/conversations?search=${encodeURIComponent(name)}`,
        );
      const before = (await heard()).items[0]?.lastMessage?.text;
      await hand.press(visit());
      await hand.press(page.getByRole('dialog').getByRole('button', { name: 'Cancelar', exact: true }));
      await hand.tick(page.getByLabel('Avisar o paciente pelo WhatsApp'));
      await hand.press(button('Cancelar a consulta'));
      await said(/^Cancelado/);
      await visit().waitFor({ state: 'detached' });
      expect((await heard()).items[0]?.lastMessage?.text).toBe(before);
    },
    limitMs,
  );

  const show = async (part: string) => {
    const list = page.getByLabel('Parte do contexto');
    if (await list.isVisible()) await hand.choose(list, part);
    else
      await hand.press(
        page.getByRole('group', { name: 'Partes do contexto' }).getByRole('button', { name: part }),
      );
  };

  test(
    'the context is edited, and an earlier version comes back',
    async () => {
      const version = async () =>
        (await read<{ version: number }>(`/api/clinics/${clinicId}/context`)).version;
      const before = await version();
      await at('clinica/contexto');
      await page.getByText(`Versão ${before}, salva`).waitFor();
      await show('Voz');
      await hand.write(page.getByLabel('Saudação inicial'), `Olá! Escrito no look ${look}.`);
      await hand.press(button('Revisar e salvar'));
      await hand.press(page.getByRole('dialog').getByRole('button', { name: 'Salvar', exact: true }));
      await page.getByText(`Salvo. A versão ${before + 1} já vale.`).waitFor();
      await show('Versões');
      const earlier = page
        .getByRole('listitem')
        .filter({ has: page.getByRole('heading', { name: `Versão ${before}`, exact: true }) });
      await hand.press(earlier.getByRole('button', { name: 'Ver o que mudou' }));
      await hand.press(earlier.getByRole('button', { name: `Voltar à versão ${before}` }));
      const asked = page.getByRole('dialog', { name: `Voltar à versão ${before}?` });
      await hand.press(asked.getByRole('button', { name: `Voltar à versão ${before}` }));
      await page.getByText('A versão voltou e já vale.').waitFor();
      expect(await version()).toBe(before + 2);
    },
    limitMs,
  );

  test(
    'the assistant is tried in the test chat',
    async () => {
      await show('Testar');
      await hand.write(page.getByLabel('Mensagem de teste'), 'Qual o endereço?');
      await hand.press(button('Enviar'));
      await page.getByRole('log').getByText('Rua das Paineiras').first().waitFor();
    },
    limitMs,
  );

  test(
    'a person is invited, and one is removed',
    async () => {
      const member = `${run.url}/api/clinics/${clinicId}/members/user-${look}`;
      const data = { role: 'clinic-staff', displayName: `Márcia ${name}` };
      expect((await context.request.put(member, { data, headers: headers() })).status()).toBe(200);
      await at('clinica/equipe');
      await hand.write(page.getByLabel('E-mail'), `pessoa${look}@ipeamarelo.example`);
      await hand.press(button('Convidar', true));
      await page.getByText('Convite feito. Avise a pessoa').waitFor();
      await hand.press(button(`Remover Márcia ${name}`));
      await hand.press(page.getByRole('dialog').getByRole('button', { name: 'Remover da equipe' }));
      await page.getByText(`Márcia ${name}`).first().waitFor({ state: 'detached' });
    },
    limitMs,
  );

  const switchClinic = async (isActive: boolean) => {
    const clinic = await context.request.get(`${run.url}/api/clinics/${clinicId}`);
    const answer = await context.request.patch(`${run.url}/api/clinics/${clinicId}`, {
      data: { isActive },
      headers: { ...headers(), 'if-match': clinic.headers()['etag'] ?? '' },
    });
    expect(answer.status()).toBe(200);
  };
  const parked = async () => (await read<{ items: readonly unknown[] }>('/api/parked-items')).items.length;

  test(
    'what is parked is tried again, and nothing is left',
    async () => {
      await switchClinic(false);
      // whoever finds the clinic of a number remembers it for some seconds
      await expect
        .poll(
          async () => {
            await run.write(...caller, 'vocês abrem amanhã?');
            return parked();
          },
          { timeout: 30_000, interval: 500 },
        )
        .toBeGreaterThan(0);
      await switchClinic(true);
      await page.goto(`${run.url}/console/plataforma/parados`);
      await expect
        .poll(
          async () => {
            await page.reload();
            await page
              .getByRole('region', { name: 'Itens parados' })
              .or(page.getByText('Nada parado.'))
              .waitFor();
            if (await page.getByText('Nada parado.').isVisible()) return true;
            await hand.press(button('Tentar de novo'));
            await page.getByText(/fo(i|ram) encaminhados?\./).waitFor();
            return page.getByText('Nada parado.').isVisible();
          },
          { timeout: 40_000, interval: 500 },
        )
        .toBe(true);
    },
    limitMs,
  );
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
