import type { Account } from '../emulator.ts';
import type { Call, Reply } from '../http.ts';
import type { GoogleWorld } from '../world.ts';
import { accountPage, consentPage, errorPage } from './consent-page.ts';
import { isKnown, isSignIn, scopesIn } from './scopes.ts';

/** What the person on the consent page chose. */
export type Choice =
  | { readonly account: string; readonly scopes: readonly string[] }
  | { readonly account: string; readonly isDenied: true };

/** `GET /o/oauth2/v2/auth`: choose an account, then tick what is allowed; nothing is asked twice unless told to. */
export async function authorizePage(world: GoogleWorld, { query }: Call): Promise<Reply> {
  const wrong = refusalOf(world, query);
  if (wrong !== undefined) return wrong;
  const account = world.emulator.account(query.get('account') ?? '');
  if (account === undefined) return accountPage(world.emulator.accounts(), query);
  const scopes = scopesIn(query.get('scope') ?? '');
  if (!mustAsk(world, account, query)) return callBack(world, query, account, scopes);
  return consentPage(account, scopes, query);
}

/** `POST /o/oauth2/v2/auth`: the consent page's form. */
export async function decide(world: GoogleWorld, { query, body }: Call): Promise<Reply> {
  const form = new URLSearchParams(body);
  const account = form.get('account') ?? '';
  return choose(
    world,
    query,
    form.get('decision') === 'allow'
      ? { account, scopes: form.getAll('scope') }
      : { account, isDenied: true },
  );
}

/** The browser's way back to the product, with a code or with `access_denied`. */
export async function choose(world: GoogleWorld, query: URLSearchParams, choice: Choice): Promise<Reply> {
  const wrong = refusalOf(world, query);
  if (wrong !== undefined) return wrong;
  const account = world.emulator.account(choice.account);
  if (account === undefined) return errorPage(400, 'invalid_request', 'A conta não existe.');
  if ('isDenied' in choice) return redirect(query, { error: 'access_denied' });
  const ticked = new Set(choice.scopes);
  const granted = scopesIn(query.get('scope') ?? '').filter((scope) => isSignIn(scope) || ticked.has(scope));
  return callBack(world, query, account, granted);
}

async function callBack(
  world: GoogleWorld,
  query: URLSearchParams,
  account: Account,
  granted: readonly string[],
): Promise<Reply> {
  const isAsked = mustAsk(world, account, query);
  const earlier = query.get('include_granted_scopes') === 'true' ? world.grants.scopes(account.email) : [];
  const scope = [...new Set([...granted, ...(earlier ?? [])])].join(' ');
  const code = await world.emulator.issueCode({
    email: account.email,
    scope,
    redirect_uri: query.get('redirect_uri') ?? '',
    client_id: world.client.clientId,
    nonce: query.get('nonce') ?? '',
    code_challenge: query.get('code_challenge') ?? '',
    code_challenge_method: query.get('code_challenge_method') ?? '',
  });
  world.agreements.set(code, {
    email: account.email,
    redirectUri: query.get('redirect_uri') ?? '',
    at: world.clock(),
    givesRefreshToken: query.get('access_type') === 'offline' && isAsked,
  });
  return redirect(query, {
    iss: world.issuer,
    code,
    scope,
    authuser: '0',
    ...(account.hd !== undefined && { hd: account.hd }),
    prompt: isAsked ? 'consent' : 'none',
  });
}

/** The first consent, a scope that was not given yet, or `prompt=consent`. Only then does Google issue a refresh token. */
function mustAsk({ grants }: GoogleWorld, { email }: Account, query: URLSearchParams): boolean {
  const given = grants.scopes(email);
  return (
    given === undefined ||
    (query.get('prompt') ?? '').split(' ').includes('consent') ||
    scopesIn(query.get('scope') ?? '').some((scope) => !given.has(scope))
  );
}

/** What Google shows on its own page: the product is never called back. */
function refusalOf({ client }: GoogleWorld, query: URLSearchParams): Reply | undefined {
  const challengeMethod = query.get('code_challenge_method') ?? 'plain';
  const scopes = scopesIn(query.get('scope') ?? '');
  if (query.get('client_id') !== client.clientId) {
    return errorPage(401, 'invalid_client', 'O cliente OAuth não foi encontrado.');
  }
  if (!client.redirectUris.includes(query.get('redirect_uri') ?? '')) {
    return errorPage(
      400,
      'redirect_uri_mismatch',
      'O endereço de retorno não está cadastrado para este aplicativo.',
    );
  }
  if (query.get('response_type') !== 'code') {
    return errorPage(400, 'unsupported_response_type', 'O parâmetro response_type precisa ser "code".');
  }
  if (scopes.length === 0) return errorPage(400, 'invalid_request', 'Falta o parâmetro obrigatório: scope.');
  const unknown = scopes.filter((scope) => !isKnown(scope));
  if (unknown.length > 0)
    return errorPage(400, 'invalid_scope', `Permissões inválidas: ${unknown.join(', ')}`);
  if (challengeMethod !== 'S256' && challengeMethod !== 'plain') {
    return errorPage(400, 'invalid_request', 'O parâmetro code_challenge_method é inválido.');
  }
  return undefined;
}

function redirect(query: URLSearchParams, fields: Readonly<Record<string, string>>): Reply {
  const target = new URL(query.get('redirect_uri') ?? '');
  const state = query.get('state');
  if (state !== null) target.searchParams.set('state', state);
  for (const [name, value] of Object.entries(fields)) target.searchParams.set(name, value);
  return { status: 302, headers: { location: target.toString() } };
}
