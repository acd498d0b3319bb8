import type { ParameterizedContext } from 'koa';
import type { BeforeLookUp, IdentifyCaller } from '../../../application/access/identify-caller.ts';
import type { LocalSignIn } from '../../../application/ports/access/local-sign-in.ts';
import { OriginRefused } from '../../../domain/access/access-errors.ts';
import { NotSignedIn } from '../../../domain/access/sign-in-errors.ts';
import type { Caller } from '../../../domain/access/caller.ts';
import type { RequestState } from '../server/request-context.ts';

export const sessionCookie = 'atende_session';
/** Browsers let only our own pages, and those of CORS_ORIGINS, send it. */
const ownPageHeader = 'x-atende-request';

type Context = ParameterizedContext<RequestState>;
export type AuthenticationNeeds = {
  readonly identifyCaller: IdentifyCaller;
  /** Only where a person at the machine may sign in by a link. */
  readonly localSignIn: LocalSignIn | undefined;
};

/** A bearer token, an API key, or a session's cookie. @throws NotSignedIn, OriginRefused, KeysUnavailable */
export async function authenticate(
  ctx: Context,
  { identifyCaller, localSignIn }: AuthenticationNeeds,
  beforeLookUp: BeforeLookUp,
): Promise<Caller> {
  const header = ctx.get('authorization');
  if (header !== '') {
    const [, bearer] = /^Bearer +([^\s]+) *$/i.exec(header) ?? [];
    if (bearer === undefined) throw new NotSignedIn('token-invalid');
    return identifyCaller(bearer, beforeLookUp);
  }
  const session = localSignIn === undefined ? undefined : ctx.cookies.get(sessionCookie);
  const caller = session === undefined ? undefined : await localSignIn?.read(session);
  if (caller === undefined) throw new NotSignedIn('token-missing');
  refuseOtherPages(ctx);
  return caller;
}

/**
 * A browser sends the cookie along with whatever a page of the same site asks for, and other ports of this machine are
 * the same site. So a change must show that one of our own pages made it.
 */
function refuseOtherPages(ctx: Context): void {
  if (ctx.method === 'GET' || ctx.method === 'HEAD') return;
  const origin = ctx.get('origin');
  const isOurs = origin === '' ? ctx.get(ownPageHeader) !== '' : origin === `${ctx.protocol}://${ctx.host}`;
  if (!isOurs) throw new OriginRefused();
}
