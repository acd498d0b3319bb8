import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { withinDeadline } from '../../application/exchange/within-deadline.ts';
import { AddressNotPublic, namesPrivateAddress, publicLookup } from './public-addresses.ts';

export type AddressReach = 'anywhere' | 'public' | 'refused';

/** How far an address may lead that a stranger has chosen. `isOpen`: outside production, where this machine will do. */
export function reachOfStrangers(url: URL, isOpen: boolean): AddressReach {
  // a password in an address is seen by whoever sees it
  if (url.username + url.password !== '') return 'refused';
  if (isOpen) return /^https?:$/.test(url.protocol) ? 'anywhere' : 'refused';
  return url.protocol === 'https:' && !namesPrivateAddress(url) ? 'public' : 'refused';
}

/** `isRefused`: the other side, or we, say no to this very request. */
export type Posted =
  | { readonly outcome: 'delivered' }
  | {
      readonly outcome: 'failed';
      readonly code: string;
      readonly isRefused: boolean;
      readonly retryAfterMs?: number;
    };

export const failed = (code: string, isRefused: boolean): Posted => ({ outcome: 'failed', code, isRefused });

type Call = {
  readonly payload: Buffer;
  readonly headers: OutgoingHttpHeaders;
  readonly reach: Exclude<AddressReach, 'refused'>;
  /** For the whole exchange. */
  readonly timeoutMs: number;
};

/**
 * Posts bytes to somebody else. Follows no redirect and reads no body. Every call has a connection of its own, so that every
 * name is looked up, and judged, anew. @throws where the request itself cannot be made
 */
export async function postOutside(url: URL, { payload, headers, reach, timeoutMs }: Call): Promise<Posted> {
  const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const call = open(url, {
    method: 'POST',
    agent: false,
    ...(reach === 'public' && { lookup: publicLookup }),
    headers: { ...headers, 'content-length': payload.length, 'user-agent': 'atende' },
  });
  const posted = new Promise<Posted>((resolve) => {
    call.on('error', (error) => resolve(failureOf(error)));
    call.once('response', (response) => resolve(answerOf(response)));
    // an answer that is no response, e.g. a change of protocol that nobody asked for
    call.once('close', () => resolve(failed('connection-lost', false)));
  });
  call.end(payload);
  return withinDeadline(timeoutMs, () => posted)
    .catch(() => failed('timeout', false))
    .finally(() => call.destroy());
}

/** Statuses that speak of a passing state; any other one of the fours says no to this very request. */
const passing: ReadonlySet<number> = new Set([408, 425, 429]);

function answerOf({ statusCode: status = 0, headers }: IncomingMessage): Posted {
  if (status >= 200 && status < 300) return { outcome: 'delivered' };
  const seconds = Number(headers['retry-after']);
  return {
    outcome: 'failed',
    code: `http-${status}`,
    isRefused: status >= 300 && status < 500 && !passing.has(status),
    ...(seconds > 0 && { retryAfterMs: seconds * 1_000 }),
  };
}

const codes: ReadonlyMap<string | undefined, string> = new Map([
  ['ECONNREFUSED', 'connection-refused'],
  ['ENOTFOUND', 'dns-failure'],
  ['EAI_AGAIN', 'dns-failure'],
  ['ECONNRESET', 'connection-lost'],
]);

function failureOf(error: NodeJS.ErrnoException): Posted {
  if (error instanceof AddressNotPublic) return failed('address-refused', true);
  const isOfTls = /CERT|TLS|SSL|SELF_SIGNED/.test(error.code ?? '');
  return failed(codes.get(error.code) ?? (isOfTls ? 'tls-failure' : 'connection-failed'), false);
}
