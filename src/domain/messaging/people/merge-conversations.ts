import { earliest, latest } from '../../instants.ts';
import { mergedAttention, noAttention } from '../../assistant/attention.ts';
import type { Conversation } from '../conversation.ts';
import { whenMerged } from '../human-act.ts';

/** The epoch of an answer that no conversation sends any more. */
export const overtakenEpoch = -1;

type Merged = {
  /** Where both go on; what waits in either is due there. */
  readonly target: Conversation;
  /** Empty from now on; a turn under way in it is fenced off. */
  readonly source: Conversation;
  /** What the source's current epoch becomes in the messages that move (`movedEpoch`). */
  readonly currentEpoch: number;
};

/** Two conversations turn out to be one person's. */
export function mergeConversations(target: Conversation, source: Conversation, now: Date): Merged {
  const { sourceEpoch = overtakenEpoch, mode, humanUntil, epoch } = whenMerged(target, source, now);
  return {
    target: {
      ...target,
      mode,
      humanUntil,
      epoch,
      arrivals: target.arrivals + source.arrivals,
      unread: target.unread + source.unread,
      turnDueAt: earliest(target.turnDueAt, source.turnDueAt),
      turnFirstAt: earliest(target.turnFirstAt, source.turnFirstAt),
      lastMessageAt: latest(target.lastMessageAt, source.lastMessageAt),
      lastPatientMessageAt: latest(target.lastPatientMessageAt, source.lastPatientMessageAt),
      attention:
        (target.attention ?? source.attention) &&
        mergedAttention(target.attention ?? noAttention, source.attention ?? noAttention),
      waitsForWindow: target.waitsForWindow || source.waitsForWindow,
    },
    source: {
      ...source,
      turnDueAt: undefined,
      turnLeaseUntil: undefined,
      turnLeaseToken: source.turnLeaseToken + 1,
    },
    currentEpoch: sourceEpoch,
  };
}

/** The epoch of a message that goes from one conversation to another: current stays current, older stays overtaken. */
export const movedEpoch = (
  epoch: number | undefined,
  from: Pick<Conversation, 'epoch'>,
  current: number,
): number => ((epoch ?? 0) >= from.epoch ? current : overtakenEpoch);
