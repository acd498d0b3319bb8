import type { ServerResponse } from 'node:http';
import { json, type Handler } from '../world.ts';
import type { SharedNumbers } from './shared-numbers.ts';

const path = /^\/v\d+\.\d+\/(dialog\/oauth|oauth\/access_token)$/;
/** As Meta's. */
export const codeLifeMs = 30_000;
/** The twin is one app. */
export const twinApp = { appId: '1', configId: '1' } as const;

/**
 * Meta's Embedded Signup: a page on which somebody shares a number with the app, the way back with a code, and what the code
 * is exchanged for.
 */
export const signupDialog =
  (shared: SharedNumbers, appSecret: string): Handler =>
  (request, response, pathname) => {
    const [, what] = path.exec(pathname) ?? [];
    if (what === undefined || request.method !== 'GET') return Promise.resolve(false);
    const { searchParams: asked } = new URL(request.url ?? '/', 'http://twin');
    if (what === 'dialog/oauth') answerDialog(asked, response);
    else exchange(asked, response);
    return Promise.resolve(true);

    function answerDialog(query: URLSearchParams, answer: ServerResponse): void {
      const back = query.get('redirect_uri') ?? '';
      if (query.get('client_id') !== twinApp.appId || !URL.canParse(back)) {
        page(answer, 'Aplicativo desconhecido', '');
        return;
      }
      const choice = query.get('choice');
      if (choice === null) {
        page(answer, 'Conectar ao WhatsApp', formOf(query));
        return;
      }
      const way = new URL(back);
      way.searchParams.set('state', query.get('state') ?? '');
      if (choice === 'cancel') {
        way.searchParams.set('error', 'access_denied');
        way.searchParams.set('error_reason', 'user_denied');
      } else {
        const digits = (query.get('number') ?? '').replace(/\D/g, '');
        const isOnApp = query.get('extras')?.includes('whatsapp_business_app_onboarding') === true;
        way.searchParams.set('code', shared.share(digits, isOnApp, back, Date.now() + codeLifeMs));
      }
      answer.writeHead(302, { location: way.href }).end();
    }

    function exchange(query: URLSearchParams, answer: ServerResponse): void {
      const isApp = query.get('client_id') === twinApp.appId && query.get('client_secret') === appSecret;
      const token = isApp
        ? shared.redeem(query.get('code') ?? '', query.get('redirect_uri') ?? undefined)
        : undefined;
      if (token === undefined)
        json(answer, 400, {
          error: {
            message: 'This authorization code has expired or been used.',
            code: 100,
            error_subcode: 36_009,
          },
        });
      else json(answer, 200, { access_token: token, token_type: 'bearer' });
    }
  };

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

function formOf(query: URLSearchParams): string {
  const kept = [...query].map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  return `<form method="get">${kept.join('')}
    <label>Número <input name="number" inputmode="tel" value="+55 11 5550-0188" required></label>
    <button name="choice" value="share">Continuar</button>
    <button name="choice" value="cancel" formnovalidate>Cancelar</button>
  </form>`;
}

const page = (response: ServerResponse, title: string, body: string) =>
  response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; base-uri 'none'",
    })
    .end(
      `<!doctype html><html lang="pt-BR"><meta name="viewport" content="width=device-width"><title>Meta (twin)</title><h1>${title}</h1>${body}</html>`,
    );
