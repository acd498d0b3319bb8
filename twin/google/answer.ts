import { setTimeout as pause } from 'node:timers/promises';
import { calendarApi } from './calendar/calendar-api.ts';
import { targetOf, type Target } from './endpoints.ts';
import { apiError, badAccessToken, missingScope } from './errors.ts';
import { brokenFrontEnd, refusedBy } from './fault-replies.ts';
import type { Fault } from './faults.ts';
import { bearerOf, type Call, type Reply } from './http.ts';
import { authorizePage, decide } from './oauth/authorize.ts';
import { scopesFor } from './oauth/scopes.ts';
import { revoke, token } from './oauth/token.ts';
import type { GoogleWorld } from './world.ts';

/** What the emulator answers alone. */
const ofTheEmulator = [
  '/.well-known/openid-configuration',
  '/oauth2/v3/certs',
  '/oauth2/v2/userinfo',
  '/discovery/v1/apis/calendar/v3/rest',
];

/** What Google answers; `dropped` when the connection just ends. */
export async function answerAsGoogle(
  world: GoogleWorld,
  call: Call,
  stopped: AbortSignal,
): Promise<Reply | 'dropped'> {
  const target = targetOf(call);
  if (target === undefined) return unknownOrEmulator(world, call);
  world.requests.asked(target);
  const email = accountOf(world, target, call);
  const calendarId =
    email !== undefined && target.calendarId !== undefined
      ? (world.calendars.find(email, target.calendarId)?.calendar.id ?? target.calendarId)
      : target.calendarId;
  const { delayMs, fault } = world.faults.ofRequest(target, email, calendarId);
  if (delayMs > 0) await pause(delayMs, undefined, { signal: stopped });
  if (fault?.outcome === 'reset-before') return 'dropped';
  const refusal = fault && refusalOf(fault);
  if (refusal !== undefined) return refusal;
  const reply = await dispatch(world, target, call);
  if (reply.status < 400) world.requests.done(target);
  return fault?.outcome === 'drop-after' ? 'dropped' : reply;
}

async function dispatch(world: GoogleWorld, target: Target, call: Call): Promise<Reply> {
  switch (target.endpoint) {
    case 'auth':
      return target.operation === 'page' ? authorizePage(world, call) : decide(world, call);
    case 'token':
      return token(world, call);
    case 'revoke':
      return revoke(world, call);
    case 'calendarList':
    case 'freebusy':
    case 'channels':
    case 'events': {
      const caller = world.grants.bearer(bearerOf(call) ?? '');
      if (caller === undefined) return badAccessToken();
      const anyOf = scopesFor(target) ?? [];
      if (!anyOf.some((scope) => caller.scopes.has(scope))) return missingScope(anyOf);
      return calendarApi(world, caller.email, target, call);
    }
  }
}

function refusalOf({ outcome, reason, status, retryAfterS }: Fault): Reply | undefined {
  if (outcome !== 'refused' && outcome !== 'html') return undefined;
  const isOfCalendar = reason === 'groupTooBig' || reason === 'tooManyCalendarsRequested';
  const reply =
    outcome === 'html' || reason === undefined || isOfCalendar
      ? brokenFrontEnd(status ?? 503)
      : refusedBy(reason, status);
  if (retryAfterS === undefined) return reply;
  return { ...reply, headers: { ...reply.headers, 'retry-after': String(retryAfterS) } };
}

/** For the faults of one account: whose token or code this is, dead or alive. */
function accountOf(
  { grants, agreements }: GoogleWorld,
  { endpoint }: Target,
  call: Call,
): string | undefined {
  const form = new URLSearchParams(endpoint === 'token' || endpoint === 'revoke' ? call.body : '');
  const held = form.get('refresh_token') ?? form.get('token') ?? call.query.get('token') ?? bearerOf(call);
  return agreements.get(form.get('code') ?? '')?.email ?? grants.owner(held ?? '');
}

async function unknownOrEmulator(world: GoogleWorld, call: Call): Promise<Reply> {
  if (call.method !== 'GET' || !ofTheEmulator.includes(call.path)) {
    return apiError({ status: 404, reason: 'notFound', message: 'Not Found' });
  }
  const held = bearerOf(call);
  // the emulator does not know that access tokens expire
  if (held !== undefined && world.grants.bearer(held) === undefined) return badAccessToken();
  return world.emulator.get(call);
}
