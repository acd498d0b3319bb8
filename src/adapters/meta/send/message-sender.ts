import type { MessageSender, SendOutcome } from '../../../application/ports/messaging/message-sender.ts';
import type { FailureClass, SendFailure } from '../../../domain/messaging/send-failure.ts';
import { classifyMetaError } from './error-codes.ts';
import type { ReadToken } from '../access-token.ts';
import type { NumberPlace } from '../../../domain/connection/number-secret.ts';
import { graphClient, type GraphReply } from './graph-client.ts';
import { fieldsOf, idOf, listOf } from '../webhook/json-values.ts';
import { outboundBody } from './outbound-body.ts';
import { seenAs } from '../webhook/webhook-people.ts';
import { given } from '../../../domain/given.ts';

/** One call to the Graph API, for the log: no content, no person, no token. */
export type GraphCall = {
  readonly operation: 'send' | 'mark-read';
  readonly requestId: string;
  readonly phoneNumberId: string;
  readonly result: string;
  readonly durationMs: number;
  readonly traceId?: string;
  readonly appUsage?: string;
};

type Settings = {
  /** e.g. `https://graph.facebook.com` and `v25.0`. */
  readonly graphUrl: string;
  readonly version: string;
  readonly tokenOf: ReadToken<NumberPlace>;
  readonly timeoutMs: number;
  readonly log?: (call: GraphCall) => void;
};

/** Blue ticks are worth no waiting. */
const markReadTimeoutMs = 3_000;

export function metaMessageSender({ timeoutMs, log, tokenOf, ...settings }: Settings): MessageSender {
  const graph = graphClient(settings);

  async function post(
    call: Pick<GraphCall, 'operation' | 'requestId' | 'phoneNumberId'>,
    body: unknown,
    limits: { token: string; timeoutMs: number },
  ) {
    const startedAt = performance.now();
    const reply = await graph.post(`${encodeURIComponent(call.phoneNumberId)}/messages`, body, limits);
    const durationMs = Math.round(performance.now() - startedAt);
    log?.({ ...call, durationMs, ...logged(reply) });
    return reply;
  }

  return {
    async send(request) {
      const { phoneNumberId } = request.from;
      if (phoneNumberId === undefined) return notAsked('account', 'number-without-phone-number-id');
      if (request.to.phone === undefined && request.to.bsuid === undefined)
        return notAsked('final', 'recipient-without-address');
      const body = outboundBody(request);
      // a process of the newer version will take it up
      if (body === undefined) return notAsked('transient', 'content-of-newer-version');
      const call = { operation: 'send', requestId: request.requestId, phoneNumberId } as const;
      const access = await tokenOf(request.from).catch(() => undefined);
      // nothing was sent: without a word of this it would be taken for unknown when the lease runs out
      if (access === undefined) return notAsked('transient', 'access-token-not-read');
      if ('missing' in access) return notAsked('account', `access-token-${access.missing}`);
      const outcome = sendOutcome(await post(call, body, { token: access.token, timeoutMs }));
      if (outcome.outcome !== 'refused' || outcome.failure.class !== 'account') return outcome;
      // the token may just have been replaced: this must not stop the clinic, and nothing was sent
      const now = await tokenOf(request.from, true).catch(() => access);
      if ('missing' in now || now.token === access.token) return outcome;
      return sendOutcome(await post(call, body, { token: now.token, timeoutMs }));
    },

    async markRead({ from, metaMessageId, typing, requestId }) {
      const { phoneNumberId } = from;
      if (phoneNumberId === undefined) return false;
      const access = await tokenOf(from);
      if ('missing' in access) return false;
      const body = {
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: metaMessageId,
        ...(typing && { typing_indicator: { type: 'text' } }),
      };
      const call = { operation: 'mark-read', requestId, phoneNumberId } as const;
      const reply = await post(call, body, {
        token: access.token,
        timeoutMs: Math.min(timeoutMs, markReadTimeoutMs),
      });
      return reply.kind === 'reply' && isSuccess(reply) && fieldsOf(reply.body)['success'] === true;
    },
  };
}

function logged(reply: GraphReply): Pick<GraphCall, 'result' | 'traceId' | 'appUsage'> {
  if (reply.kind !== 'reply') return { result: reply.code };
  const { httpStatus, traceId, appUsage } = reply;
  return {
    result: `http-${httpStatus}`,
    ...given({ traceId, appUsage }),
  };
}

const isSuccess = ({ httpStatus }: { readonly httpStatus: number }) => httpStatus >= 200 && httpStatus < 300;

function sendOutcome(reply: GraphReply): SendOutcome {
  if (reply.kind === 'not-sent') return refused('transient', reply.code);
  if (reply.kind === 'lost') return { outcome: 'unknown', failure: ownFailure('transient', reply.code) };
  if (isSuccess(reply) && fieldsOf(reply.body)['error'] === undefined) return acceptance(reply);
  const { httpStatus, traceId } = reply;
  const failure = { ...given({ traceId }), ...classifyMetaError(reply) };
  // A server fault may come after the message was taken; every other class says that it was turned away.
  const isAmbiguous = httpStatus >= 500 && failure.class === 'transient';
  return { outcome: isAmbiguous ? 'unknown' : 'refused', failure };
}

/** A success whose body cannot be read is one all the same: sending again would write to the patient twice. */
function acceptance({ body, traceId }: Extract<GraphReply, { kind: 'reply' }>): SendOutcome {
  const { messages, contacts } = fieldsOf(body);
  const metaMessageId = idOf(fieldsOf(listOf(messages)[0])['id']);
  const { wa_id, user_id, parent_user_id } = fieldsOf(listOf(contacts)[0]);
  const { phone: waId, bsuid, parentBsuid } = seenAs(wa_id, user_id, parent_user_id);
  return {
    outcome: 'accepted',
    ...given({ metaMessageId, waId, bsuid, parentBsuid, traceId }),
  };
}

const meaning: Readonly<Record<string, string>> = {
  'number-without-phone-number-id': 'the number was registered by its digits only',
  'access-token-revoked': 'the access token of the number was revoked: set a new one',
  'access-token-unreadable': 'the access token of the number cannot be opened with the configured keys',
  'content-of-newer-version': 'only a newer version of the program, which has queued it, can send it',
  'recipient-without-address': 'neither a phone nor a user id is known',
  timeout: 'no answer in time, after the message was handed over',
};

const ownFailure = (failureClass: FailureClass, code: string): SendFailure => ({
  class: failureClass,
  code,
  detail: meaning[code] ?? `the call to Meta failed: ${code}`,
});

const refused = (failureClass: FailureClass, code: string) =>
  ({ outcome: 'refused', failure: ownFailure(failureClass, code) }) as const;

const notAsked = (failureClass: FailureClass, code: string): SendOutcome => ({
  ...refused(failureClass, code),
  isOwn: true,
});
