import { boundedFetch } from '../../application/exchange/bounded-fetch.ts';
import { readRetryAfter } from './retry-after.ts';
import { given } from '../../domain/given.ts';

/** What came back, or why nothing did. Only codes: never the request, never the vendor's text. */
export type FormReply =
  | {
      readonly httpStatus: number;
      /** `undefined` when it is no JSON. */ readonly body: unknown;
      readonly retryAfterMs?: number;
    }
  | { readonly unanswered: string };

const largestReply = 64 * 1024;

/**
 * Posts a form: secrets go into the body, never into the URL. One try, no redirect, `timeoutMs` for everything up to
 * the last byte. Never throws: an error of fetch would carry its cause into some log.
 */
export async function postForm(
  url: string,
  fields: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<FormReply> {
  try {
    const response = await boundedFetch({ timeoutMs, largestReply })(url, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams(fields),
      redirect: 'error',
    });
    const body: unknown = await response.json().catch(() => undefined);
    const retryAfterMs = readRetryAfter(response.headers.get('retry-after'));
    return { httpStatus: response.status, body, ...given({ retryAfterMs }) };
  } catch (error) {
    return { unanswered: codeOf(error) };
  }
}

const codes: ReadonlyMap<unknown, string> = new Map([
  ['ECONNREFUSED', 'connection-refused'],
  ['ECONNRESET', 'connection-reset'],
  ['UND_ERR_SOCKET', 'connection-reset'],
  ['ENOTFOUND', 'dns-failure'],
  ['EAI_AGAIN', 'dns-failure'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
]);

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'connection-failed';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timeout';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return codes.get(code) ?? 'connection-failed';
}
