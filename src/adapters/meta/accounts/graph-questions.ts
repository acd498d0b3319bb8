import { z } from 'zod';
import { boundedFetch } from '../../../application/exchange/bounded-fetch.ts';
import type { AccountFailure } from '../../../application/ports/clinic/whatsapp-accounts.ts';

export type GraphSettings = {
  readonly graphUrl: string;
  readonly version: string;
  readonly timeoutMs: number;
};

/** One call; the token goes by header only, where there is one. A body makes it a POST. */
export type AskGraph = <T>(
  token: string | undefined,
  path: string,
  shape: z.ZodType<T>,
  body?: object,
) => Promise<{ readonly ok: T } | AccountFailure>;

const largestReply = 1024 * 1024;
const refusal = z.looseObject({ error: z.looseObject({ code: z.number() }) });

const tokenCodes = new Set([0, 102, 190, 463, 467]);
/** 100 and 33: no such object or not for us; 10, 200 and their like: a permission is missing. */
const foreignCodes = new Set([3, 10, 33, 100, 200, 299]);
/** Meta's own faults and too many calls. */
const passingCodes = new Set([1, 2, 4, 17, 80_007, 80_008, 130_429, 131_000, 131_016]);

/** Asks the Graph API about accounts and numbers. Never throws for a vendor failure. */
export function graphQuestions({ graphUrl, version, timeoutMs }: GraphSettings): AskGraph {
  const fetchWithin = boundedFetch({ timeoutMs, largestReply });
  return async (token, path, shape, sent) => {
    let status = 0;
    let body: unknown;
    try {
      const answer = await fetchWithin(`${graphUrl.replace(/\/$/, '')}/${version}/${path}`, {
        redirect: 'error',
        method: sent === undefined ? 'GET' : 'POST',
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(sent !== undefined && { 'content-type': 'application/json' }),
        },
        ...(sent !== undefined && { body: JSON.stringify(sent) }),
      });
      status = answer.status;
      body = await answer.json();
    } catch {
      const code = status === 0 ? 'no-answer' : `http-${status}`;
      return { failure: 'unreachable', code, isPassing: true };
    }
    const read = shape.safeParse(body);
    if (status === 200 && read.success) return { ok: read.data };
    const code = refusal.safeParse(body).data?.error.code;
    const isPassing = status >= 500 || status === 429 || (code !== undefined && passingCodes.has(code));
    if (code === undefined)
      return {
        failure: status === 200 ? 'unreachable' : 'refused',
        code: `http-${status}`,
        isPassing: isPassing || status === 200,
      };
    const failure = tokenCodes.has(code) ? 'token' : foreignCodes.has(code) ? 'not-ours' : 'refused';
    return { failure, code: String(code), isPassing };
  };
}
