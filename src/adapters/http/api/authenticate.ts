import type { ParameterizedContext } from 'koa';
import type { BeforeLookUp, IdentifyCaller } from '../../../application/access/identify-caller.ts';
import { OriginRefused } from '../../../domain/access/access-errors.ts';
import { NotSignedIn } from '../../../domain/access/sign-in-errors.ts';
import type { Caller } from '../../../domain/access/caller.ts';
import type { RequestState } from '../server/request-context.ts';

/** Browsers let only our own pages, and those of CORS_ORIGINS, send it. */
const ownPageHeader = 'x-atende-request';

type Context = ParameterizedContext<RequestState>;
/** Knows who is signed in by what a browser's cookie says. */
export type BrowserReader = {
  readonly cookieName: string;
  readonly read: (value: string) => Promise<Caller | undefined>;
};

export type AuthenticationNeeds = {
  readonly identifyCaller: IdentifyCaller;
  /** Only where people sign in with a browser. */
  readonly sessions: BrowserReader | undefined;
  /** Of our own pages as browsers name it: behind TLS the request itself does not show it. */
  readonly publicOrigin: string;
};

/** A bearer token, an API key, or a session's cookie. @throws NotSignedIn, OriginRefused, KeysUnavailable */
export async function authenticate(
  ctx: Context,
  { identifyCaller, sessions, publicOrigin }: AuthenticationNeeds,
  beforeLookUp: BeforeLookUp,
): Promise<Caller> {
  const header = ctx.get('authorization');
  if (header !== '') {
    const [, bearer] = /^Bearer +([^\s]+) *$/i.exec(header) ?? [];
    if (bearer === undefined) throw new NotSignedIn('token-invalid');
    return identifyCaller(bearer, beforeLookUp);
  }
  const session = sessions && ctx.cookies.get(sessions.cookieName);
  const caller = session === undefined ? undefined : await sessions?.read(session);
  if (caller === undefined) throw new NotSignedIn('token-missing');
  refuseOtherPages(ctx, publicOrigin);
  return caller;
}

/**
 * A browser sends the cookie along with whatever a page of the same site asks for, and other ports of this machine are
 * the same site. So a change must show that one of our own pages made it.
 */
function refuseOtherPages(ctx: Context, publicOrigin: string): void {
  if (ctx.method === 'GET' || ctx.method === 'HEAD') return;
  const origin = ctx.get('origin');
  const isOurs =
    origin === ''
      ? ctx.get(ownPageHeader) !== ''
      : [publicOrigin, `${ctx.protocol}://${ctx.host}`].includes(origin);
  if (!isOurs) throw new OriginRefused();
}
