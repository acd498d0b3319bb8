import { z } from 'zod';
import type { CalendarFailure } from '../../application/ports/scheduling/google-calendar.ts';
import { readRetryAfter } from './retry-after.ts';
import { given } from '../../domain/given.ts';

/** What a repetition of the call could do: reading and removing are safe, an insert may have been done. */
export type Call = 'read' | 'insert' | 'remove';

const errorBody = z.object({
  error: z.object({
    errors: z.array(z.object({ reason: z.string() })).optional(),
    details: z.array(z.object({ reason: z.string().optional() })).optional(),
    status: z.string().optional(),
  }),
});

const vendorError = z.object({
  code: z.union([z.string(), z.number()]).optional(),
  name: z.string().optional(),
  // of the library, then of fetch, then of the socket
  cause: z
    .object({
      name: z.string().optional(),
      cause: z.object({ code: z.string().optional() }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  response: z
    .object({ status: z.number(), data: z.unknown(), headers: z.unknown() })
    .optional()
    .catch(undefined),
});

type Failure = CalendarFailure['failure'];

/** By `errors[0].reason`; 403 alone has four meanings (docs/vendors/google.md#calendar-errors). */
const byReason: ReadonlyMap<string, Failure> = new Map<string, Failure>([
  ['authError', 'unauthorized'],
  ['rateLimitExceeded', 'transient'],
  ['userRateLimitExceeded', 'transient'],
  ['quotaExceeded', 'quota'],
  ['calendarUsageLimitsExceeded', 'quota'],
  ['dailyLimitExceeded', 'quota'],
  ['insufficientPermissions', 'missing-scope'],
  ['ACCESS_TOKEN_SCOPE_INSUFFICIENT', 'missing-scope'],
  ['accessNotConfigured', 'deployment'],
  ['SERVICE_DISABLED', 'deployment'],
  ['forbidden', 'not-writable'],
  ['requiredAccessLevel', 'not-writable'],
  ['forbiddenForNonOrganizer', 'not-writable'],
  ['notFound', 'not-found'],
  ['deleted', 'not-found'],
]);

const neverSent: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

export type Refusal = { readonly status: number | undefined; readonly failure: CalendarFailure };

/**
 * What went wrong, in our words and Google's short reason. The error itself holds the token and the event: it goes no
 * further than this.
 */
export function refusalOf(thrown: unknown, call: Call): Refusal {
  const error = vendorError.safeParse(thrown).data ?? {};
  const unsure: Failure = call === 'insert' ? 'unknown' : 'transient';
  if (error.response === undefined) {
    const reason = thrown instanceof z.ZodError ? 'unreadable' : networkReason(error);
    return { status: undefined, failure: { failure: neverSent.has(reason) ? 'transient' : unsure, reason } };
  }
  const { status, data, headers } = error.response;
  const reasons = reasonsIn(data);
  const known = reasons.find((reason) => byReason.has(reason));
  const reason = known ?? reasons[0] ?? `http-${status}`;
  const retryAfterMs = retryAfter(headers);
  return {
    status,
    failure: {
      failure: status >= 500 || status === 408 ? unsure : (byReason.get(reason) ?? byStatus(status)),
      reason,
      detail: `HTTP ${status}`,
      ...given({ retryAfterMs }),
    },
  };
}

/** For a reason that we do not know. */
function byStatus(status: number): Failure {
  if (status === 401) return 'unauthorized';
  if (status === 404 || status === 410) return 'not-found';
  // 403 and 429 without a word we know may pass; the limit of tries says when they do not
  return status === 400 ? 'deployment' : 'transient';
}

function reasonsIn(data: unknown): readonly string[] {
  const body = errorBody.safeParse(data).data?.error;
  return [...(body?.errors ?? []), ...(body?.details ?? [])]
    .map(({ reason }) => reason)
    .concat(body?.status)
    .filter((reason) => reason !== undefined && /^[A-Za-z_]{1,48}$/.test(reason)) as string[];
}

function networkReason({ code, name, cause }: z.infer<typeof vendorError>): string {
  const isLate = [code, name, cause?.name].some((word) => word === 'TimeoutError' || word === 'AbortError');
  if (isLate) return 'timeout';
  const word = typeof code === 'string' ? code : cause?.cause?.code;
  // how fetch names a connection that ended before its answer
  if (word === 'UND_ERR_SOCKET') return 'ECONNRESET';
  return word !== undefined && /^[A-Z_]{2,32}$/.test(word) ? word : 'connection-failed';
}

const headersLike = z.object({
  get: z.custom<(name: string) => unknown>((value) => typeof value === 'function'),
});

const longestRetryAfterMs = 3_600_000;

function retryAfter(headers: unknown): number | undefined {
  const found = headersLike.safeParse(headers).success ? (headers as Headers).get('retry-after') : null;
  const ms = readRetryAfter(found);
  return ms === undefined || ms === 0 ? undefined : Math.min(ms, longestRetryAfterMs);
}
