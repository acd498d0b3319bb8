import {
  authMiddleware,
  createApiErrorHandler,
  Hono,
  Store,
  WebhookDispatcher,
  type AppEnv,
  type TokenMap,
} from '@emulators/core';
import { getGoogleStore, googlePlugin } from '@emulators/google';
import type { Call, Reply } from './http.ts';

/** A Google account. `hd`: its Workspace domain. */
export type Account = {
  readonly sub: string;
  readonly email: string;
  readonly name: string;
  readonly hd?: string;
};

export type OAuthClient = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
};

type StoredRefreshToken = { readonly email: string; readonly scope: string; readonly clientId: string };
export type Emulator = ReturnType<typeof openEmulator>;

/**
 * `@emulators/google` without its server: users, the client, codes with PKCE, access and refresh tokens, signed id
 * tokens, JWKS and discovery. Put together here because its own server allows 5 000 token requests an hour.
 */
export function openEmulator(baseUrl: string, client: OAuthClient) {
  const app = new Hono<AppEnv>();
  const store = new Store();
  const accessTokens: TokenMap = new Map();
  const refreshTokens = new Map<string, StoredRefreshToken>();
  store.setData('google.oauth.refreshTokens', refreshTokens);
  app.onError(createApiErrorHandler());
  app.use('*', authMiddleware(accessTokens));
  googlePlugin.register(app, store, new WebhookDispatcher(), baseUrl, accessTokens);
  const { users, oauthClients } = getGoogleStore(store);
  oauthClients.insert({
    client_id: client.clientId,
    client_secret: client.clientSecret,
    name: 'Atende',
    redirect_uris: [...client.redirectUris],
  });

  const send = (path: string, init: RequestInit) => app.fetch(new Request(`${baseUrl}${path}`, init));
  const accountOf = (user: ReturnType<typeof users.all>[number]): Account => ({
    sub: user.uid,
    email: user.email,
    name: user.name,
    ...(user.hd !== null && { hd: user.hd }),
  });

  return {
    accessTokens,
    refreshTokens,

    addAccount({ sub, email, name, hd }: Account): void {
      const [given = name, ...family] = name.split(' ');
      users.insert({
        uid: sub,
        email,
        name,
        given_name: given,
        family_name: family.join(' '),
        picture: null,
        email_verified: true,
        locale: 'pt-BR',
        hd: hd ?? null,
      });
    },
    accounts: (): readonly Account[] => users.all().map(accountOf),
    /** By e-mail or `sub`. */
    account(name: string): Account | undefined {
      const user = users.findOneBy('email', name) ?? users.findOneBy('uid', name);
      return user && accountOf(user);
    },

    /** A code for what the account's owner agreed to. */
    async issueCode(fields: Readonly<Record<string, string>>): Promise<string> {
      const body = new URLSearchParams(fields);
      const answer = await send('/o/oauth2/v2/auth/callback', { method: 'POST', body });
      const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code');
      if (code === null) throw new Error('The emulator gave no code');
      return code;
    },
    async token(form: URLSearchParams): Promise<Reply> {
      const answer = await send('/oauth2/token', { method: 'POST', body: form });
      return { status: answer.status, body: await answer.json() };
    },
    async get(call: Call): Promise<Reply> {
      const { authorization } = call.headers;
      const answer = await send(call.path, { headers: { ...(authorization && { authorization }) } });
      return { status: answer.status, body: await answer.json() };
    },
  };
}
