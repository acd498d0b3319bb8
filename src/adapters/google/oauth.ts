import type {
  ExchangeFailure,
  GoogleAuthorization,
  GoogleGrant,
  GrantedTokens,
  TokenFailure,
} from '../../application/ports/connection/google-authorization.ts';
import type { Clock } from '../../application/ports/system/clock.ts';
import { requestedScopes } from '../../domain/connection/oauth-scopes.ts';
import { classifyRefusal } from '../../domain/connection/token-refusal.ts';
import { postForm, type FormReply } from './form-post.ts';
import { idTokenReader } from './id-token.ts';
import { errorCode, tokenReply, type TokenReply } from './oauth-payload.ts';
import { given } from '../../domain/given.ts';

export type GoogleOAuthSettings = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly authUrl: string;
  readonly tokenUrl: string;
  readonly revokeUrl: string;
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly timeoutMs: number;
};

/**
 * Google's OAuth endpoints by plain fetch; why not by the client library: docs/vendors/google.md#client-library.
 */
export function googleAuthorization(settings: GoogleOAuthSettings, clock: Clock): GoogleAuthorization {
  const { clientId, clientSecret, redirectUri, authUrl, tokenUrl, revokeUrl, timeoutMs } = settings;
  const readIdToken = idTokenReader(settings);

  /** The lifetime counts from before the request: what the network takes is not ours to spend. */
  const askForTokens = async (fields: Readonly<Record<string, string>>) => {
    const asked = clock.now();
    const reply = await postForm(
      tokenUrl,
      { ...fields, client_id: clientId, client_secret: clientSecret },
      timeoutMs,
    );
    return readTokens(reply, asked);
  };

  return {
    consentUrl({ state, nonce, challenge, expectedSub }) {
      const url = new URL(authUrl);
      const parameters = {
        client_id: clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: requestedScopes.join(' '),
        access_type: 'offline',
        // `consent` makes Google issue a refresh token again; the account is chosen, not taken from the browser
        prompt: 'consent select_account',
        include_granted_scopes: 'false',
        state,
        nonce,
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ...given({ login_hint: expectedSub }),
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return url.href;
    },

    isIssuer: (issuer) => issuer === settings.issuer,

    async exchange({ code, verifier, nonce }): Promise<{ ok: GoogleGrant } | ExchangeFailure> {
      const answer = await askForTokens({
        grant_type: 'authorization_code',
        code,
        code_verifier: verifier,
        redirect_uri: redirectUri,
      });
      if ('failure' in answer) return answer;
      const identity = await readIdToken(answer.idToken, nonce);
      if ('failure' in identity) return identity;
      const { tokens } = answer;
      // an answer without scopes gives what was asked for (RFC 6749 §5.1)
      return { ok: { ...tokens, scopes: tokens.scopes ?? requestedScopes, account: identity.account } };
    },

    async renew(refreshToken) {
      const answer = await askForTokens({ grant_type: 'refresh_token', refresh_token: refreshToken });
      return 'failure' in answer ? answer : { ok: answer.tokens };
    },

    async identify(refreshToken) {
      const answer = await askForTokens({ grant_type: 'refresh_token', refresh_token: refreshToken });
      if ('failure' in answer) return answer;
      // nobody was asked anything now, so there is no nonce to compare
      const identity = await readIdToken(answer.idToken, undefined);
      if ('failure' in identity) return identity;
      const { tokens } = answer;
      return { ok: { ...tokens, scopes: tokens.scopes ?? [], account: identity.account } };
    },

    async revoke(refreshToken) {
      const reply = await postForm(revokeUrl, { token: refreshToken }, timeoutMs);
      if ('unanswered' in reply) return { failure: 'refused', code: reply.unanswered };
      if (reply.httpStatus === 200) return { ok: 'revoked' };
      const code = errorCode(reply.body);
      if (reply.httpStatus === 400 && code === 'invalid_token') return { ok: 'dead-already' };
      const { retryAfterMs } = reply;
      return {
        failure: 'refused',
        code: codeWithStatus(code, reply.httpStatus),
        ...given({ retryAfterMs }),
      };
    },
  };
}

type Answer = { readonly tokens: GrantedTokens; readonly idToken: string | undefined } | TokenFailure;

function readTokens(reply: FormReply, asked: Date): Answer {
  if ('unanswered' in reply) return { failure: 'transient', code: reply.unanswered };
  const { httpStatus, body, retryAfterMs } = reply;
  if (httpStatus === 200) {
    const parsed = tokenReply.safeParse(body);
    if (!parsed.success) return { failure: 'transient', code: 'reply-malformed', httpStatus };
    return { tokens: tokensOf(parsed.data, asked), idToken: parsed.data.idToken };
  }
  const code = errorCode(body);
  return {
    failure: classifyRefusal(httpStatus, code),
    code: codeWithStatus(code, httpStatus),
    httpStatus,
    ...given({ retryAfterMs }),
  };
}

function tokensOf(reply: TokenReply, asked: Date): GrantedTokens {
  const inMs = (ms: number) => new Date(asked.getTime() + ms);
  const { accessToken, expiresInMs, refreshToken, refreshExpiresInMs, scopes } = reply;
  return {
    accessToken,
    expiresAt: inMs(expiresInMs),
    ...given({ refreshToken }),
    ...(refreshExpiresInMs !== undefined && { refreshExpiresAt: inMs(refreshExpiresInMs) }),
    ...given({ scopes }),
  };
}

const codeWithStatus = (code: string, httpStatus: number): string =>
  code === 'unexplained' ? `http-${httpStatus}` : code;
