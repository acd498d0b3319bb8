import { createHash } from 'node:crypto';
import { GoogleMisconfigured, GoogleUnavailable } from '../../../../domain/connection/connection-errors.ts';
import { GrantBeingRevoked, PermissionsMissing } from '../../../../domain/connection/consent-errors.ts';
import { ConsentRefused } from '../../../../domain/connection/consent-refusals.ts';
import { isPermission, permissionLabel } from '../../../../domain/connection/oauth-scopes.ts';

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0; display: grid; min-height: 100vh; place-items: center; }
  main { max-width: 32rem; padding: 2rem; }
  h1 { font-size: 1.5rem; }
    `;
const styleHash = createHash('sha256').update(style).digest('base64');

/** Nothing but its own style. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

type Query = string | readonly string[] | undefined;

const refusals = [
  ...ConsentRefused.entries,
  PermissionsMissing.entry,
  GoogleUnavailable.entry,
  GoogleMisconfigured.entry,
  GrantBeingRevoked.entry,
];

/** By the last part of the code. */
const words: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    refusals.map(({ code, message, hint }) => [
      code.replace(/^.*\./, ''),
      `${message.pt}. ${hint?.pt ?? ''}`.trim(),
    ]),
  ),
  connected: 'A conta do Google está conectada. Você pode fechar esta página e escolher as agendas.',
  failed: 'Algo deu errado do nosso lado. Tente conectar de novo.',
};

const wordsFor = (outcome: Query): string =>
  (typeof outcome === 'string' && Object.hasOwn(words, outcome) ? words[outcome] : undefined) ??
  'Não foi possível conectar o Google. Tente de novo na tela da clínica.';

/** So that a program sees as well how it ended. */
export const statusOfOutcome = (outcome: Query): number => (outcome === 'connected' ? 200 : 400);

/** Nothing of the request is shown but what is known by name. */
export function connectedPage(outcome: Query, missing: Query): string {
  const labels = (typeof missing === 'string' ? missing.split(',') : [])
    .filter(isPermission)
    .map(permissionLabel);
  const list = labels.map((label) => `<li>${label}</li>`).join('');
  const title = outcome === 'connected' ? 'Google conectado' : 'Google não conectado';
  return `<!doctype html>
<html lang="pt-BR">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title} · Atende</title>
    <style>${style}</style>
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p>${wordsFor(outcome)}</p>
      ${list === '' ? '' : `<ul>${list}</ul>`}
    </main>
  </body>
</html>
`;
}
