import { apiError, apiSwitchedOff, badAccessToken, missingScope, oauthError } from './errors.ts';
import type { Reply } from './http.ts';

const limit = (reason: string, message: string, status = 403): Reply =>
  apiError({ status, reason, message, domain: 'usageLimits' });
const plain = (status: number, reason: string, message: string, domain = 'global'): Reply =>
  apiError({ status, reason, message, domain });

/** How the Calendar API says it. */
const ofApi = {
  rateLimitExceeded: limit('rateLimitExceeded', 'Rate Limit Exceeded'),
  userRateLimitExceeded: limit('userRateLimitExceeded', 'User Rate Limit Exceeded'),
  quotaExceeded: limit('quotaExceeded', 'Calendar usage limits exceeded.'),
  forbidden: plain(403, 'forbidden', 'Forbidden'),
  requiredAccessLevel: plain(
    403,
    'requiredAccessLevel',
    'You need to have writer access to this calendar.',
    'calendar',
  ),
  forbiddenForNonOrganizer: plain(
    403,
    'forbiddenForNonOrganizer',
    'Shared properties can only be changed by the organizer',
    'calendar',
  ),
  insufficientPermissions: missingScope([]),
  accessNotConfigured: apiSwitchedOff(),
  authError: badAccessToken(),
  notFound: plain(404, 'notFound', 'Not Found'),
  duplicate: plain(409, 'duplicate', 'The requested identifier already exists.'),
  deleted: plain(410, 'deleted', 'Resource has been deleted'),
  fullSyncRequired: plain(410, 'fullSyncRequired', 'A full sync is required.', 'calendar'),
  conditionNotMet: plain(412, 'conditionNotMet', 'Precondition Failed'),
  internalError: plain(500, 'internalError', 'Internal Error'),
  backendError: plain(503, 'backendError', 'Backend Error'),
} as const satisfies Readonly<Record<string, Reply>>;

/** How the token and revoke endpoints say it. */
const ofOAuth = {
  invalid_grant: oauthError(400, 'invalid_grant', 'Token has been expired or revoked.'),
  invalid_request: oauthError(400, 'invalid_request', 'Bad Request'),
  invalid_scope: oauthError(400, 'invalid_scope', 'Bad Request'),
  invalid_token: oauthError(400, 'invalid_token', 'Token expired or revoked'),
  invalid_client: oauthError(401, 'invalid_client', 'Unauthorized'),
  deleted_client: oauthError(401, 'deleted_client', 'The OAuth client was deleted.'),
  unauthorized_client: oauthError(401, 'unauthorized_client', 'Unauthorized'),
  access_denied: oauthError(403, 'access_denied', 'Account restricted'),
  admin_policy_enforced: oauthError(
    403,
    'admin_policy_enforced',
    'Access to your account data is restricted by policies.',
  ),
  org_internal: oauthError(
    403,
    'org_internal',
    'This client is restricted to users within its organization.',
  ),
  rate_limit_exceeded: oauthError(429, 'rate_limit_exceeded', 'Rate Limit Exceeded'),
  internal_failure: oauthError(500, 'internal_failure', 'Backend Error'),
  temporarily_unavailable: oauthError(503, 'temporarily_unavailable', 'Try again later'),
} as const satisfies Readonly<Record<string, Reply>>;

type Reason = keyof typeof ofApi | keyof typeof ofOAuth;

const replies: Readonly<Record<Reason, Reply>> = { ...ofApi, ...ofOAuth };
export const reasons = Object.keys(replies) as [Reason, ...Reason[]];

/** With another status when one is given: Google says `rateLimitExceeded` with 403 and with 429. */
export function refusedBy(reason: Reason, status?: number): Reply {
  const reply = replies[reason];
  if (status === undefined) return reply;
  const text = JSON.stringify(reply.body).replace(/"code":\d+/, `"code":${status}`);
  return { ...reply, status, body: JSON.parse(text) as unknown };
}

export const brokenFrontEnd = (status: number): Reply => ({
  status,
  body: `<!DOCTYPE html><html lang=en><title>Error ${status} (Server Error)!!1</title><p><b>${status}.</b> That’s an error.`,
});
