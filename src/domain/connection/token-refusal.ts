/**
 * `grant-dead`: this grant will never work again. `deployment`: our own OAuth client is refused, no clinic is at fault.
 * `other-client`: our client is known and may not use this grant, which a former client of ours was given, or any grant
 * at all: see former-client.ts. `bug`: we sent nonsense. `transient`: try again later.
 */
export type TokenRefusal = 'grant-dead' | 'deployment' | 'other-client' | 'bug' | 'transient';

const refusals: ReadonlyMap<string, TokenRefusal> = new Map([
  ['invalid_grant', 'grant-dead'],
  ['access_denied', 'grant-dead'],
  ['admin_policy_enforced', 'grant-dead'],
  ['org_internal', 'grant-dead'],
  ['invalid_client', 'deployment'],
  ['deleted_client', 'deployment'],
  ['unauthorized_client', 'other-client'],
  ['invalid_request', 'bug'],
  ['invalid_scope', 'bug'],
  ['unsupported_grant_type', 'bug'],
]);

/**
 * By Google's `error`, never by its description, which changes with time (docs/vendors/google.md#refresh-tokens).
 * 5xx and 429 say nothing lasting.
 */
export function classifyRefusal(httpStatus: number, error: string): TokenRefusal {
  if (httpStatus >= 500 || httpStatus === 429 || httpStatus === 408) return 'transient';
  return refusals.get(error) ?? 'transient';
}
