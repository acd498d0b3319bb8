import type { Reply } from './http.ts';

/** Thrown where a rule of Google's is broken; carries the answer. */
export class GoogleRefusal extends Error {
  override readonly name = 'GoogleRefusal';
  readonly reply: Reply;
  constructor(reply: Reply) {
    super(`Google would answer ${reply.status}`);
    this.reply = reply;
  }
}

type ApiError = {
  readonly status: number;
  readonly reason: string;
  readonly message: string;
  readonly domain?: string;
  readonly location?: { readonly locationType: 'parameter' | 'header'; readonly location: string };
  /** What newer parts of Google's front end add to the body. */
  readonly more?: { readonly status: string; readonly details?: readonly object[] };
  readonly headers?: Readonly<Record<string, string>>;
};

/** The shape of the Calendar API's errors. */
export const apiError = (error: ApiError): Reply => ({
  status: error.status,
  ...(error.headers && { headers: error.headers }),
  body: {
    error: {
      errors: [
        {
          domain: error.domain ?? 'global',
          reason: error.reason,
          message: error.message,
          ...error.location,
        },
      ],
      code: error.status,
      message: error.message,
      ...error.more,
    },
  },
});

export const refuse = (error: ApiError): never => {
  throw new GoogleRefusal(apiError(error));
};

export const invalid = (message: string, reason = 'invalid'): never =>
  refuse({ status: 400, reason, message });

export const notFound = (): never => refuse({ status: 404, reason: 'notFound', message: 'Not Found' });

/** The shape of the token and revoke endpoints' errors (RFC 6749). */
export const oauthError = (status: number, error: string, description: string): Reply => ({
  status,
  body: { error, error_description: description },
});

const errorInfo = (reason: string, metadata: object) => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
  domain: 'googleapis.com',
  metadata: { service: 'calendar-json.googleapis.com', ...metadata },
});

export const badAccessToken = (): Reply =>
  apiError({
    status: 401,
    reason: 'authError',
    message: 'Invalid Credentials',
    location: { locationType: 'header', location: 'Authorization' },
    more: { status: 'UNAUTHENTICATED' },
    headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
  });

export const missingScope = (scopes: readonly string[]): Reply =>
  apiError({
    status: 403,
    reason: 'insufficientPermissions',
    message: 'Request had insufficient authentication scopes.',
    more: { status: 'PERMISSION_DENIED', details: [errorInfo('ACCESS_TOKEN_SCOPE_INSUFFICIENT', {})] },
    headers: {
      'www-authenticate': `Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="${scopes.join(' ')}"`,
    },
  });

export const apiSwitchedOff = (): Reply =>
  apiError({
    status: 403,
    reason: 'accessNotConfigured',
    domain: 'usageLimits',
    message: 'Google Calendar API has not been used in this project before or it is disabled.',
    more: { status: 'PERMISSION_DENIED', details: [errorInfo('SERVICE_DISABLED', {})] },
  });
