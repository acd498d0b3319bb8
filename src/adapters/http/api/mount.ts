import type Router from '@koa/router';
import { Readable } from 'node:stream';
import type { ParameterizedContext } from 'koa';
import type {
  RateLimit,
  RequestLimiter,
  ReturnableLimiter,
} from '../../../application/ports/access/request-limiter.ts';
import type { ClinicRegistry } from '../../../application/ports/clinic/clinic-registry.ts';
import type { Caller } from '../../../domain/access/caller.ts';
import { NotSignedIn } from '../../../domain/access/sign-in-errors.ts';
import type { Rate } from '../../../domain/messaging/pacing.ts';
import { HttpRefusal } from '../server/error-response.ts';
import type { RequestState } from '../server/request-context.ts';
import type { ApiRequest } from './api-request.ts';
import { audited, type AuditNeeds } from './audited.ts';
import { authenticate, type AuthenticationNeeds } from './authenticate.ts';
import { authorise, requireClinic, type Permit } from './authorise.ts';
import type { Endpoint } from './endpoint.ts';
import { versionOf } from './entity-tag.ts';
import { keyForUseCase, once, type IdempotencyNeeds } from './idempotent.ts';
import { readJsonBody, type ReadBody } from './json-body.ts';
import { rawBody, type RawBody } from './raw-body.ts';
import { queryOf, validate } from './read-request.ts';
import { encoded, send } from './reply.ts';
import { withinTime, type Untimed } from './within-time.ts';

type ApiLimits = {
  readonly timeoutMs: number;
  /** `undefined`: no limit. */
  readonly caller: Rate | undefined;
  readonly clinic: Rate | undefined;
  /** For routes that name none themselves. */
  readonly route: Rate | undefined;
  /** Failed sign-ins from one address. */
  readonly refusals: Rate | undefined;
};

export type ApiNeeds = AuthenticationNeeds &
  AuditNeeds &
  IdempotencyNeeds & {
    readonly clinicRegistry: Pick<ClinicRegistry, 'get'>;
    readonly limiter: RequestLimiter;
    /** Of this process alone: beyond their rate strangers cost no statement. */
    readonly strangers: ReturnableLimiter;
    readonly limits: ApiLimits;
  };

type Context = ParameterizedContext<RequestState>;

const defaultBodyLimit = 64 * 1024;
const nobody: Caller = {
  actor: 'nobody',
  userId: '',
  kind: 'machine',
  isPlatformAdmin: false,
  clinics: new Map(),
};

/** Puts declared routes under their paths. */
export function mountEndpoints(
  router: Router<RequestState>,
  endpoints: readonly Endpoint[],
  needs: ApiNeeds,
): void {
  for (const endpoint of endpoints) {
    const { method, path, timeoutMs = needs.limits.timeoutMs } = endpoint;
    router.register(path, [method], async (ctx) => {
      const { requestId } = ctx.state;
      const onLate = (err: unknown) => needs.log.error({ err, requestId }, 'a request failed after its time');
      const work = (untimed: Untimed) => {
        const serving = serve(ctx, endpoint, needs, { timeoutMs, untimed });
        ctx.state.work = serving;
        return serving;
      };
      const answer = await withinTime(timeoutMs, work, onLate);
      answer();
    });
  }
}

/** Everything up to the answer, which is given only when it is not too late. */
type Answer = () => void;

type Timing = { readonly timeoutMs: number; readonly untimed: Untimed };

async function serve(ctx: Context, endpoint: Endpoint, needs: ApiNeeds, timing: Timing): Promise<Answer> {
  const { access } = endpoint;
  const limit = endpoint.bodyLimit ?? defaultBodyLimit;
  const bodyOf = () =>
    endpoint.request.body === undefined
      ? Promise.resolve(noBody)
      : timing.untimed(() => readJsonBody(ctx, { limit, ms: timing.timeoutMs }));
  if (access === 'public') {
    const body = await bodyOf();
    return work(ctx, endpoint, needs, { caller: nobody, permit: nowhere, body });
  }
  const caller = await knownCaller(ctx, needs);
  ctx.state.callerKind = caller.kind;
  await admit(needs.limiter, [place(`caller:${caller.actor}`, needs.limits.caller)]);
  const early = access.clinicFrom === 'body' ? await bodyOf() : undefined;
  const asked = { params: params(ctx), query: queryOf(ctx), body: early?.value };
  const permit = authorise(access, caller, clinicIn(access.clinicFrom && asked[access.clinicFrom]));
  await admit(needs.limiter, [
    place(`clinic:${permit.clinicId}`, permit.clinicId && needs.limits.clinic),
    place(`route:${caller.actor}:${endpoint.id}`, endpoint.rateLimit ?? needs.limits.route),
  ]);
  if (permit.clinicId !== undefined) await requireClinic(needs.clinicRegistry, permit.clinicId);
  return work(ctx, endpoint, needs, { caller, permit, body: early ?? (await bodyOf()) });
}

type Proven = { readonly caller: Caller; readonly permit: Permit; readonly body: ReadBody };

async function work(ctx: Context, endpoint: Endpoint, needs: ApiNeeds, proven: Proven): Promise<Answer> {
  const { caller, permit, body } = proven;
  const version = versionOf(ctx.get('if-match'));
  if (endpoint.versioned === true && version === undefined)
    throw new HttpRefusal('http.version-missing', 'The request does not say which version it changes');
  const parts = validate(endpoint, { params: params(ctx), query: queryOf(ctx), body: body.value });
  const { idempotent } = endpoint;
  const isByUseCase = typeof idempotent === 'object' && 'byUseCase' in idempotent;
  const idempotencyKey = isByUseCase ? keyForUseCase(ctx, idempotent.byUseCase) : undefined;
  const run = async (newId: string) => {
    const request: ApiRequest = {
      ...parts,
      clinicId: permit.clinicId,
      caller,
      role: permit.role,
      reach: permit.reach,
      version,
      newId,
      idempotencyKey,
      requestId: ctx.state.requestId,
      raw: endpoint.rawBody === undefined ? noFile : rawBody(ctx, endpoint.rawBody),
      method: ctx.method,
      header: (name) => ctx.get(name),
      cookie: (name) => ctx.cookies.get(name),
      note: () => undefined,
    };
    return audited(endpoint, request, permit.clinicId, needs);
  };
  if (idempotent === undefined || isByUseCase) {
    const reply = encoded(endpoint, await run(needs.ids.next()));
    return () => send(ctx, reply);
  }
  const input = {
    clinicId: permit.clinicId,
    caller: caller.actor,
    operation: endpoint.id,
    content: [ctx.path, ctx.querystring, ctx.get('if-match'), body.text],
  };
  const onRepeat = idempotent === true ? same : idempotent.onRepeat;
  const { reply, isReplay } = await once(ctx, input, needs, async (newId) => {
    const done = await run(newId);
    const forRepeats = { ...done, body: onRepeat(done.body) };
    return { reply: encoded(endpoint, done), forRepeats: encoded(endpoint, forRepeats) };
  });
  return () => {
    if (isReplay) ctx.set('Idempotency-Replayed', 'true');
    send(ctx, reply);
  };
}

/**
 * Failed sign-ins are counted by address. Whoever may be a stranger takes a place before anything is looked up for them,
 * and gets it back when they are none; whoever is or was known is not kept out by strangers.
 */
async function knownCaller(ctx: Context, needs: ApiNeeds): Promise<Caller> {
  const { strangers, limits } = needs;
  const address = [place(`address:${ctx.ip}`, limits.refusals)].filter((one) => one !== undefined);
  let counted: readonly RateLimit[] = [];
  const count = async () => {
    await admit(strangers, address);
    counted = address;
  };
  try {
    const caller = await authenticate(ctx, needs, count);
    strangers.giveBack(counted);
    return caller;
  } catch (error) {
    if (!(error instanceof NotSignedIn)) strangers.giveBack(counted);
    else if (counted.length === 0 && !error.wasGood) await count();
    throw error;
  }
}

const same = (body: unknown) => body;
const noBody: ReadBody = { value: undefined, text: '' };
const noFile: RawBody = { bytes: Readable.from([]), size: 0 };
const nowhere: Permit = { clinicId: undefined, role: 'service', reach: [] };
const params = (ctx: Context) => ({ ...(ctx as Context & { params: Record<string, string> }).params });
const clinicIn = (part: unknown): unknown =>
  typeof part === 'object' && part !== null && 'clinicId' in part ? part.clinicId : undefined;

const place = (key: string, rate: Rate | '' | undefined): RateLimit | undefined =>
  rate === undefined || rate === '' ? undefined : { key, rate };

async function admit(limiter: RequestLimiter, wanted: readonly (RateLimit | undefined)[]): Promise<void> {
  const places = wanted.filter((input) => input !== undefined);
  const waitMs = places.length === 0 ? undefined : await limiter.admit(places);
  if (waitMs !== undefined)
    throw new HttpRefusal('http.rate-limited', 'Too many requests', { retryAfterMs: waitMs });
}
