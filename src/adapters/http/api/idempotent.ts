import { createHash } from 'node:crypto';
import type { ParameterizedContext } from 'koa';
import type { Clock } from '../../../application/ports/system/clock.ts';
import type {
  IdempotentRequests,
  StoredReply,
} from '../../../application/ports/access/idempotent-requests.ts';
import type { Ids } from '../../../application/ports/system/ids.ts';
import type { Log } from '../../../application/ports/operations/log.ts';
import { failureBody, failureOf, HttpRefusal, languageOf, type FaultOf } from '../server/error-response.ts';
import type { RequestState } from '../server/request-context.ts';
import { given } from '../../../domain/given.ts';

/** Longer than any request may take. */
const leaseMs = 60_000;
const retryAfterMs = 2_000;
const keyShape = /^[\x21-\x7e]{1,255}$/;

export type IdempotencyNeeds = {
  readonly idempotentRequests: IdempotentRequests;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly log: Log;
  readonly faultOf: FaultOf;
};

export type RepeatableRequest = {
  readonly clinicId: string | undefined;
  readonly caller: string;
  readonly operation: string;
  /** Everything that makes it this request and no other. */
  readonly content: readonly string[];
};

/** What is answered now, and what a repeat will be answered: the same, but for secrets. */
type Done = { readonly reply: StoredReply; readonly forRepeats: StoredReply };

type Context = ParameterizedContext<RequestState>;

/**
 * Runs `work` once per Idempotency-Key; a repeat gets the answer of the first. A failure after which nothing is known
 * to be done (503) is not kept: the next attempt tries again, under the same `newId`. A bug (500) is kept: nobody
 * should repeat its effect. @throws HttpRefusal when the key is in use, was used otherwise, or is no key
 */
export async function once(
  ctx: Context,
  input: RepeatableRequest,
  needs: IdempotencyNeeds,
  work: (newId: string) => Promise<Done>,
): Promise<{ readonly reply: StoredReply; readonly isReplay: boolean }> {
  const { idempotentRequests, ids, clock, log, faultOf } = needs;
  const { requestId } = ctx.state;
  const key = ctx.get('idempotency-key');
  if (key === '') return { reply: (await work(ids.next())).reply, isReplay: false };
  checkShape(key);
  const { clinicId, caller, operation, content } = input;
  const attempt = {
    id: ids.next(),
    scope: { ...given({ clinicId }), caller, operation, key },
    requestHash: createHash('sha256').update(JSON.stringify(content)).digest('base64url'),
  };
  const found = await idempotentRequests.begin(attempt, leaseMs, clock.now());
  switch (found.state) {
    case 'answered':
      return { reply: found.reply, isReplay: true };
    case 'in-progress':
      throw new HttpRefusal('http.idempotency-in-progress', 'The same request is being worked on', {
        retryAfterMs,
      });
    case 'other-request':
      throw new HttpRefusal('http.idempotency-key-reused', 'The key was used for another request before');
    case 'first':
      return { reply: await attempted(found.firstId), isReplay: false };
  }

  async function attempted(newId: string): Promise<StoredReply> {
    try {
      const { reply, forRepeats } = await work(newId);
      await kept(idempotentRequests.answer(attempt, forRepeats));
      return reply;
    } catch (error) {
      const failure = failureOf(error, faultOf);
      const isOpen = failure.status === 503 || failure.status === 429;
      const body = JSON.stringify(failureBody(failure, requestId, languageOf(ctx)));
      await kept(
        isOpen
          ? idempotentRequests.release(attempt)
          : idempotentRequests.answer(attempt, { status: failure.status, headers: {}, body }),
      );
      throw error;
    }
  }

  /** The work is done, whether or not that can be remembered. */
  async function kept(keeping: Promise<void>): Promise<void> {
    await keeping.catch((err: unknown) =>
      log.error({ err, requestId }, 'an answer could not be kept for repeats'),
    );
  }
}

/** The key for a use case that keeps it itself. @throws HttpRefusal when it is no key, or is needed and missing */
export function keyForUseCase(ctx: Context, need: 'required' | 'optional'): string | undefined {
  const key = ctx.get('idempotency-key');
  if (key === '' && need === 'optional') return undefined;
  if (key === '')
    throw new HttpRefusal('http.idempotency-key-missing', 'The request carries no Idempotency-Key');
  checkShape(key);
  return key;
}

function checkShape(key: string): void {
  if (!keyShape.test(key))
    throw new HttpRefusal(
      'http.idempotency-key-invalid',
      'The Idempotency-Key is not 1 to 255 plain characters',
    );
}
