import type { Middleware, ParameterizedContext } from 'koa';
import type { RequestState } from '../../server/request-context.ts';

/** Since when nobody should start to use them (RFC 9745). */
const deprecatedAt = new Date('2026-11-25T00:00:00Z');
const legacyPaths: ReadonlySet<string> = new Set(['/api/whatsapp/send-message', '/api/ai/process']);
const webhookPath = '/webhook/whatsapp-meta';

export type LegacySettings = {
  /** When they are gone (RFC 8594). */
  readonly sunsetAt: Date;
  /** Hears of every call; of which clinic only when the caller may act there. */
  readonly onCall: (route: string, clinicId: string | undefined) => void;
};

type Context = ParameterizedContext<RequestState>;

/** Somebody looks whether the webhook is there: nothing that Meta asks for. */
export const isPlainVisit = ({ method, path, query }: Context): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  path === webhookPath &&
  !Object.keys(query).some((name) => name.startsWith('hub.'));

/**
 * Around everything else: what older front ends call says that it will go, is counted, and fails in its old shape
 * `{ success: false, error }`, with our own fields beside it.
 */
export const legacyShape =
  ({ sunsetAt, onCall }: LegacySettings): Middleware<RequestState> =>
  async (ctx, next) => {
    if (!legacyPaths.has(ctx.path) && !isPlainVisit(ctx)) {
      await next();
      return;
    }
    ctx.set('Deprecation', `@${Math.floor(deprecatedAt.getTime() / 1_000)}`);
    ctx.set('Sunset', sunsetAt.toUTCString());
    await next();
    onCall(ctx.path, clinicOf(ctx));
    const { body } = ctx as { body: unknown };
    if (ctx.status < 400 || typeof body !== 'object' || body === null || !('message' in body)) return;
    const { message, ...rest } = body;
    ctx.body = { success: false, error: message, ...rest };
  };

/** Refused before it was clear whether the clinic is theirs, or exists at all. */
const unproven: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 413, 415, 429]);

function clinicOf({ status, request }: Context): string | undefined {
  if (unproven.has(status)) return undefined;
  const { body } = request as { body?: unknown };
  const named = typeof body === 'object' && body !== null && 'clinicId' in body ? body.clinicId : undefined;
  return typeof named === 'string' ? named.toLowerCase() : undefined;
}
