import { after, earliest, latest } from '../instants.ts';
import { modeNow, type Conversation } from './conversation.ts';
import { silenced, takeOver } from './human-act.ts';
import { callsForAnswer, countsAsUnread, opensWindow, type MessageKind, type TurnPolicy } from './turn.ts';

type ArrivingMessage = MessageKind & { readonly sentAt: Date };

/** Meta's clock may be ahead of ours. */
export const sentBy = ({ sentAt }: Pick<ArrivingMessage, 'sentAt'>, now: Date): Date =>
  sentAt < now ? sentAt : now;

/**
 * What new messages make of a conversation, all that arrive at once: the turn becomes due when the patient has been quiet
 * for a while, no later than the cap. A staff echo among them silences the assistant; an old one, whose quiet time is over,
 * does not. Human mode that has ended by itself ends here.
 *
 * The statement of ingest keeps its own copy of this rule, held to it by tests/contract/rules/ingest-rule.test.ts.
 */
export function afterArrival(
  before: Conversation,
  messages: readonly ArrivingMessage[],
  policy: Pick<TurnPolicy, 'debounceMs' | 'capMs' | 'humanQuietMs'>,
  now: Date,
): Conversation {
  const calls = messages.filter(callsForAnswer).length;
  const lastOf = (which: readonly ArrivingMessage[]) =>
    latest(...which.map((message) => sentBy(message, now)));
  const counted = {
    ...before,
    arrivals: before.arrivals + calls,
    unread: before.unread + messages.filter(countsAsUnread).length,
    lastMessageAt: latest(before.lastMessageAt, lastOf(messages)),
    lastPatientMessageAt: latest(before.lastPatientMessageAt, lastOf(messages.filter(opensWindow))),
  };
  const staffWroteAt = lastOf(messages.filter(({ origin }) => origin === 'staff'));
  if (staffWroteAt !== undefined && after(staffWroteAt, policy.humanQuietMs) > now)
    return silenced(counted, takeOver(before, staffWroteAt, policy.humanQuietMs));
  if (calls === 0 || modeNow(before, now) === 'human') return counted;
  const turnFirstAt = earliest(before.turnFirstAt, now) ?? now;
  const turnDueAt = earliest(after(now, policy.debounceMs), after(turnFirstAt, policy.capMs));
  return { ...counted, mode: 'assistant', humanUntil: undefined, turnFirstAt, turnDueAt };
}
