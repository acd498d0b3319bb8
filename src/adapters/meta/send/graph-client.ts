import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { withinDeadline } from '../../../application/exchange/within-deadline.ts';

/** What is known after a call: an answer, that nothing has reached Meta, or neither. */
export type GraphReply =
  | {
      readonly kind: 'reply';
      readonly httpStatus: number;
      /** Parsed JSON; `undefined` when it is something else. */
      readonly body: unknown;
      readonly traceId?: string;
      /** Percent of the app's quota, as Meta writes it. */
      readonly appUsage?: string;
    }
  | { readonly kind: 'not-sent'; readonly code: string }
  | { readonly kind: 'lost'; readonly code: string };

export type GraphClient = {
  /**
   * Posts to `path` under the version. Never throws, never repeats, never follows a redirect with the token, and ends
   * after `timeoutMs` whatever the other side does.
   */
  post(path: string, body: unknown, call: { token: string; timeoutMs: number }): Promise<GraphReply>;
};

type Settings = { readonly graphUrl: string; readonly version: string };

// Idle sockets go before Meta's edge closes them: a request on a closing one has an unknown outcome.
const keepAlive = { keepAlive: true, timeout: 4_000 };
const largestReply = 64 * 1024;

/**
 * Speaks to the Graph API. `node:https` and not `fetch`, because only the socket tells a request that was never
 * written from one whose answer was lost, and only the second can have sent a message.
 */
export function graphClient({ graphUrl, version }: Settings): GraphClient {
  const base = `${graphUrl.replace(/\/$/, '')}/${version}`;
  const isSecure = base.startsWith('https:');
  const agent = isSecure ? new HttpsAgent(keepAlive) : new HttpAgent(keepAlive);
  const open = isSecure ? httpsRequest : httpRequest;

  async function exchange(
    path: string,
    body: unknown,
    { token, timeoutMs }: { token: string; timeoutMs: number },
  ): Promise<GraphReply> {
    const payload = Buffer.from(JSON.stringify(body));
    let isConnected = false;
    let answer: IncomingMessage | undefined;
    const call = open(`${base}/${path}`, {
      agent,
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-length': payload.length,
      },
    });
    call.once('socket', (socket) => {
      isConnected = call.reusedSocket;
      if (!isConnected) socket.once(isSecure ? 'secureConnect' : 'connect', () => (isConnected = true));
    });
    const unanswered = (codeFor: (kind: 'not-sent' | 'lost') => string): GraphReply => {
      const kind = isConnected ? 'lost' : 'not-sent';
      return { kind, code: codeFor(kind) };
    };
    const reply = new Promise<GraphReply>((resolve) => {
      call.on('error', (error) => resolve(unanswered((kind) => codeOf(error, kind))));
      call.once('response', (response) => {
        answer = response;
        void jsonOf(response).then((json) => resolve(replyOf(response, json)));
      });
      // without an error and without an answer, e.g. after a change of protocol that nobody asked for
      call.once('close', () => answer ?? resolve(unanswered((kind) => codeOf(undefined, kind))));
    });
    call.end(payload);
    return withinDeadline(timeoutMs, () => reply).catch(() => {
      call.destroy();
      return answer === undefined ? unanswered((kind) => lateCode[kind]) : replyOf(answer, undefined);
    });
  }

  return {
    post: (path, body, call) =>
      // A token that is no header value, or a URL that is none.
      exchange(path, body, call).catch(() => ({ kind: 'not-sent', code: 'request-invalid' })),
  };
}

function replyOf({ statusCode: httpStatus = 0, headers }: IncomingMessage, body: unknown): GraphReply {
  const { 'x-fb-trace-id': traceId, 'x-app-usage': appUsage } = headers;
  return {
    kind: 'reply',
    httpStatus,
    body,
    ...(typeof traceId === 'string' && { traceId }),
    ...(typeof appUsage === 'string' && { appUsage }),
  };
}

/** `undefined` for a body that is cut off, too large or no JSON. */
async function jsonOf(response: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > largestReply) return undefined;
      chunks.push(chunk);
    }
    return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
  } catch {
    return undefined;
  }
}

const lateCode = { 'not-sent': 'connect-timeout', lost: 'timeout' } as const;

const codeOf = (error: NodeJS.ErrnoException | undefined, kind: 'not-sent' | 'lost'): string =>
  codes.get(error?.code) ?? (kind === 'lost' ? 'connection-lost' : 'connection-failed');

const codes: ReadonlyMap<string | undefined, string> = new Map([
  ['ECONNREFUSED', 'connection-refused'],
  ['ENOTFOUND', 'dns-failure'],
  ['EAI_AGAIN', 'dns-failure'],
  ['ECONNRESET', 'connection-reset'],
]);
