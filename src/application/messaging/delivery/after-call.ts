import { after } from '../../../domain/instants.ts';
import type { Settlement } from '../../../domain/messaging/delivery.ts';
import { retryDelayMs, type RetryPolicy } from '../../../domain/messaging/retry-policy.ts';
import { isTemplateFault } from '../../../domain/messaging/send-failure.ts';
import { isItsOwnFault } from '../../../domain/messaging/sending/send-stop.ts';
import type { SendOutcome } from '../../ports/messaging/message-sender.ts';
import type { ClaimedSend } from '../../ports/messaging/outbox.ts';
import { whenClosed } from '../window/prepare-send.ts';

type Setting = {
  readonly now: Date;
  readonly random: () => number;
  readonly retryPolicy: RetryPolicy;
};

/** What WhatsApp's answer to a send leads to. */
export function settlementAfter(
  send: ClaimedSend,
  outcome: SendOutcome,
  { now, random, retryPolicy }: Setting,
): Settlement {
  switch (outcome.outcome) {
    case 'accepted': {
      const { outcome: to, ...answer } = outcome;
      return { to, ...answer };
    }
    case 'unknown': {
      const until = after(now, retryPolicy.unknownDeadlineMs);
      return { to: 'unknown', until, failure: outcome.failure, isAttempt: true };
    }
    case 'refused': {
      const { failure } = outcome;
      if (failure.class === 'account') {
        if (isItsOwnFault(send)) return { to: 'failed', failure };
        // the account is at fault, and the sends of the number stop; a probe is no try of its message
        return { to: 'retry', at: now, failure, isAttempt: !send.isProbe };
      }
      const isTemplate = send.content.type === 'template' && isTemplateFault(failure);
      if (failure.class === 'needs-template' || isTemplate)
        return whenClosed(send, { ...failure, class: 'needs-template' }, true);
      const delay = retryDelayMs(failure.class, send.attempts + 1, retryPolicy, random());
      if (delay === undefined) return { to: 'failed', failure };
      return { to: 'retry', at: after(now, delay), failure, isAttempt: true };
    }
  }
}
