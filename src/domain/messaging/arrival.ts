import { after, earliest, latest } from '../instants.ts';
import { modeNow, type Conversation } from './conversation.ts';
import { attended, silenced, takeOver } from './human-act.ts';
import {
  callsForAnswer,
  countsAsUnread,
  isHumanAct,
  opensWindow,
  type MessageKind,
  type TurnPolicy,
} from './turn.ts';

type Told = Pick<MessageKind, 'origin' | 'sentByClinic'>;

/** Who said it, and what is known of it: what the clinic wrote elsewhere has been sent. */
export const arrivedAs = ({ origin, sentByClinic }: Told) =>
  sentByClinic === true || origin === 'staff'
    ? ({ direction: 'outbound', status: 'sent' } as const)
    : ({ direction: 'inbound', status: 'received' } as const);

/** Where it stands among the others: now, and what was imported where it belongs in time. */
export const placedAt = (message: ArrivingMessage, now: Date): Date =>
  message.origin === 'history' ? sentBy(message, now) : now;

type ArrivingMessage = MessageKind & { readonly sentAt: Date };

/** Meta's clock may be ahead of ours. */
export const sentBy = ({ sentAt }: Pick<ArrivingMessage, 'sentAt'>, now: Date): Date =>
  sentAt < now ? sentAt : now;

/**
 * What new messages make of a conversation, all that arrive at once: the turn becomes due when the patient has been quiet
 * for a while, no later than the cap; in human mode, too, where the turn looks for emergencies. An act of staff among them
 * silences the assistant; an old one, whose quiet time is over, does not. Human mode that has ended by itself ends here.
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
  const staffActedAt = lastOf(messages.filter(isHumanAct));
  if (staffActedAt !== undefined && after(staffActedAt, policy.humanQuietMs) > now)
    return attended(silenced(counted, takeOver(before, staffActedAt, policy.humanQuietMs)));
  if (calls === 0) return counted;
  const turnFirstAt = earliest(before.turnFirstAt, now) ?? now;
  const turnDueAt = earliest(after(now, policy.debounceMs), after(turnFirstAt, policy.capMs));
  const due = { ...counted, turnFirstAt, turnDueAt };
  return modeNow(before, now) === 'human' ? due : { ...due, mode: 'assistant', humanUntil: undefined };
}
