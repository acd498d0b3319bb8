import type { Clock } from '../../../application/ports/system/clock.ts';
import type {
  ConsentRequest,
  GoogleAuthorization,
  GoogleGrant,
  GrantedTokens,
  TokenFailure,
} from '../../../application/ports/connection/google-authorization.ts';
import type { TokenRefusal } from '../../../domain/connection/token-refusal.ts';
import { requestedScopes } from '../../../domain/connection/oauth-scopes.ts';

export type GoogleCall = { readonly kind: 'exchange' | 'renew' | 'revoke'; readonly token: string };

/** `lost`: done, but the answer is lost. A refusal is an answer without a deed. */
export type GoogleFate = 'done' | 'lost' | Exclude<TokenRefusal, 'grant-dead'>;

export type Person = {
  readonly sub: string;
  readonly email?: string;
  readonly scopes?: readonly string[];
  readonly withoutRefreshToken?: boolean;
};

type Grant = { readonly sub: string; isDead: boolean };
type Settings = {
  readonly clock: Clock;
  readonly digest: (secret: string) => string;
  /** Decides what a call meets; may throw, as a process that dies. */
  readonly fateOf?: (call: GoogleCall) => GoogleFate;
  readonly pause?: () => Promise<void>;
  readonly rotation?: Rotation;
};

/** A new refresh token with every renewal; the old one works until the new one is used, or not at all. */
export type Rotation = 'off' | 'graceful' | 'strict';

const lifeMs = 3_599_000;
const memoryIssuer = 'https://google.memory';

/** Google's OAuth endpoints with the accounts behind them. */
export function scriptedGoogle({ clock, digest, fateOf = () => 'done', pause, rotation = 'off' }: Settings) {
  const asked: ConsentRequest[] = [];
  const codes = new Map<string, Person & { readonly request: ConsentRequest }>();
  const grants = new Map<string, Grant>();
  const replacedBy = new Map<string, string>();
  const calls: GoogleCall[] = [];
  let made = 0;
  const mint = (kind: string) => `${kind}-${(made += 1)}`;
  const refused = (failure: TokenRefusal, code: string): TokenFailure => ({ failure, code, httpStatus: 400 });

  const meet = async <T>(call: GoogleCall, deed: () => T): Promise<T | TokenFailure> => {
    await pause?.();
    calls.push(call);
    const fate = fateOf(call);
    if (fate !== 'done' && fate !== 'lost') return refused(fate, `scripted-${fate}`);
    const result = deed();
    await pause?.();
    return fate === 'lost' ? refused('transient', 'timeout') : result;
  };

  const tokens = (grant: Grant): GrantedTokens => {
    const accessToken = mint(`access-${grant.sub}`);
    grants.set(accessToken, grant);
    return { accessToken, expiresAt: new Date(clock.now().getTime() + lifeMs) };
  };
  const lasting = (grant: Grant) => {
    const refreshToken = mint(`refresh-${grant.sub}`);
    grants.set(refreshToken, grant);
    return refreshToken;
  };
  const endGrantsOf = (sub: string) => {
    for (const grant of grants.values()) if (grant.sub === sub) grant.isDead = true;
  };

  const authorization: GoogleAuthorization = {
    consentUrl(request) {
      asked.push(request);
      return `${memoryIssuer}/consent/${asked.length - 1}`;
    },
    isIssuer: (issuer) => issuer === memoryIssuer,
    exchange: ({ code, verifier, nonce }) =>
      meet({ kind: 'exchange', token: code }, (): { ok: GoogleGrant } | TokenFailure => {
        const person = codes.get(code);
        if (person?.request.challenge !== digest(verifier) || person.request.nonce !== nonce)
          return refused('grant-dead', 'invalid_grant');
        codes.delete(code);
        const grant = { sub: person.sub, isDead: false };
        const { sub, email = `${sub}@example.com`, scopes = requestedScopes } = person;
        return {
          ok: {
            ...tokens(grant),
            account: { sub, email },
            scopes,
            ...(person.withoutRefreshToken !== true && { refreshToken: lasting(grant) }),
          },
        };
      }),
    renew: (refreshToken) =>
      meet({ kind: 'renew', token: refreshToken }, (): { ok: GrantedTokens } | TokenFailure => {
        const grant = grants.get(refreshToken);
        if (grant === undefined || grant.isDead) return refused('grant-dead', 'invalid_grant');
        for (const [old, next] of replacedBy) if (next === refreshToken) grants.delete(old);
        if (rotation === 'off') return { ok: tokens(grant) };
        if (rotation === 'strict') grants.delete(refreshToken);
        const next = lasting(grant);
        replacedBy.set(refreshToken, next);
        return { ok: { ...tokens(grant), refreshToken: next } };
      }),
    identify: (refreshToken) =>
      meet({ kind: 'renew', token: refreshToken }, (): { ok: GoogleGrant } | TokenFailure => {
        const grant = grants.get(refreshToken);
        if (grant === undefined || grant.isDead) return refused('grant-dead', 'invalid_grant');
        const account = { sub: grant.sub, email: `${grant.sub}@example.com` };
        return { ok: { ...tokens(grant), account, scopes: requestedScopes } };
      }),
    async revoke(refreshToken) {
      const answer = await meet({ kind: 'revoke', token: refreshToken }, () => {
        const grant = grants.get(refreshToken);
        if (grant === undefined || grant.isDead) return { ok: 'dead-already' } as const;
        endGrantsOf(grant.sub);
        return { ok: 'revoked' } as const;
      });
      return 'ok' in answer ? answer : { failure: 'refused', code: answer.code };
    },
  };

  return {
    authorization,
    calls,
    /** The person consents on that page: what their browser brings back. */
    consent(consentUrl: string, person: Person): { state: string; code: string } {
      const request = asked[Number(consentUrl.split('/').at(-1))];
      if (request === undefined) throw new Error(`No consent was asked for at ${consentUrl}`);
      const code = mint('code');
      codes.set(code, { ...person, request });
      return { state: request.state, code };
    },
    lastRequest: () => asked.at(-1),
    /** As if the person removed the app from the account. */
    endGrantsOf,
    lives: (token: string): boolean => grants.get(token)?.isDead === false,
  };
}
