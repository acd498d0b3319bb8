import { escapeHtml } from '@emulators/core';
import type { Account } from '../emulator.ts';
import type { Reply } from '../http.ts';
import { isSignIn, labelOf } from './scopes.ts';

const path = '/o/oauth2/v2/auth';

/** Step one: which of the seeded accounts. */
export function accountPage(accounts: readonly Account[], query: URLSearchParams): Reply {
  const hint = query.get('login_hint');
  const isHinted = ({ email, sub }: Account) => email === hint || sub === hint;
  const sorted = accounts.toSorted((a, b) => Number(isHinted(b)) - Number(isHinted(a)));
  const rows = sorted.map((account) => {
    const target = new URLSearchParams(query);
    target.set('account', account.sub);
    return `<li><a href="${escapeHtml(`${path}?${target.toString()}`)}">${person(account)}</a></li>`;
  });
  return page(
    200,
    'Escolha uma conta',
    `<p>para continuar em <strong>Atende</strong></p><ul class="accounts">${rows.join('')}</ul>`,
  );
}

/** Step two: what this account allows. Every permission beyond signing in has its own checkbox. */
export function consentPage(account: Account, scopes: readonly string[], query: URLSearchParams): Reply {
  const boxes = scopes
    .filter((scope) => !isSignIn(scope))
    .map(
      (scope) =>
        `<li><label><span>${escapeHtml(labelOf(scope) ?? scope)}</span>` +
        `<input type="checkbox" name="scope" value="${escapeHtml(scope)}" checked /></label></li>`,
    );
  const back = new URLSearchParams(query);
  back.delete('account');
  return page(
    200,
    'Atende quer acessar sua Conta do Google',
    `<a class="chip" href="${escapeHtml(`${path}?${back.toString()}`)}" title="Trocar de conta">${person(account)}</a>
    <form method="post" action="${escapeHtml(`${path}?${query.toString()}`)}">
      <input type="hidden" name="account" value="${escapeHtml(account.sub)}" />
      <p>Escolha o que o <strong>Atende</strong> poderá acessar:</p>
      <ul class="scopes"><li class="always">Saber quem você é no Google e seu e-mail</li>${boxes.join('')}</ul>
      <p class="small">Você pode retirar este acesso a qualquer momento na sua Conta do Google.</p>
      <footer>
        <button name="decision" value="allow" class="primary">Permitir</button>
        <button name="decision" value="deny">Cancelar</button>
      </footer>
    </form>`,
  );
}

export const errorPage = (status: number, code: string, words: string): Reply =>
  page(
    status,
    'Acesso bloqueado',
    `<p>${escapeHtml(words)}</p><p class="small">Erro ${status}: ${escapeHtml(code)}</p>`,
  );

const person = ({ name, email }: Account): string =>
  `<span class="avatar" aria-hidden="true">${escapeHtml(name.slice(0, 1))}</span>` +
  `<span><strong>${escapeHtml(name)}</strong><small>${escapeHtml(email)}</small></span>`;

const page = (status: number, title: string, content: string): Reply => ({
  status,
  headers: {
    'content-security-policy': "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    // without a referrer the form would come from nowhere, and be refused as a foreign page's
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  },
  body: `<!doctype html>
<html lang="pt-BR">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escapeHtml(title)} · Google (simulação)</title>
    <link rel="stylesheet" href="/consent.css" />
  </head>
  <body>
    <main>
      <p class="brand">Fazer login com o Google <span>simulação local</span></p>
      <h1>${escapeHtml(title)}</h1>
      ${content}
    </main>
  </body>
</html>`,
});
