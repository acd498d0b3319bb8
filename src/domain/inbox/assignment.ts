import { personNamed, type Caller } from '../access/caller.ts';
import type { ConversationMode } from '../messaging/conversation.ts';
import { ColleagueUnknown } from './assignment-errors.ts';

/** Who of the team looks after a conversation. */
export type Assignment = {
  /** As in the audit log. */
  readonly actor: string;
  readonly since: Date;
};

/**
 * To whom a conversation belongs after a human act. Whoever acts takes it where it is nobody's; a colleague who helps out
 * does not take it away; and what is given back to the assistant is nobody's.
 *
 * @param by the person who acts; absent of a machine
 */
export function assignmentAfterAct(
  current: Assignment | undefined,
  mode: ConversationMode,
  by: string | undefined,
  now: Date,
): Assignment | undefined {
  if (mode === 'assistant') return undefined;
  return current ?? (by === undefined ? undefined : { actor: by, since: now });
}

/** The same person again changes nothing, not even since when. */
export function assigned(
  current: Assignment | undefined,
  to: string | undefined,
  now: Date,
): Assignment | undefined {
  if (to === undefined) return undefined;
  return current?.actor === to ? current : { actor: to, since: now };
}

/**
 * Which user has to be a member of the clinic for it to be theirs; `undefined`: nobody. A person may take one for
 * themselves, also who is no member, such as the platform's operator.
 * @throws ColleagueUnknown when `to` is no person
 */
export function memberNeeded(
  to: string | undefined,
  by: Pick<Caller, 'actor' | 'kind' | 'isByMembership'>,
): string | undefined {
  if (to === undefined) return undefined;
  if (by.kind === 'person' && by.actor === to && by.isByMembership !== true) return undefined;
  const userId = personNamed(to);
  if (userId === undefined) throw new ColleagueUnknown(to);
  return userId;
}
