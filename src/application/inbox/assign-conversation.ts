import type { Caller } from '../../domain/access/caller.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { ColleagueUnknown } from '../../domain/inbox/assignment-errors.ts';
import { memberNeeded, type Assignment } from '../../domain/inbox/assignment.ts';
import { ConversationNotFound } from '../../domain/messaging/conversation-errors.ts';
import type { ConversationId } from '../../domain/messaging/message.ts';
import type { ConversationAssignments } from '../ports/messaging/conversation-assignments.ts';

/**
 * Gives a conversation to somebody of the team, or to nobody. Who answers the patient does not change with it.
 * @throws ColleagueUnknown, ConversationNotFound
 */
export type AssignConversation = (request: {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  /** As in the audit log; `undefined`: nobody. */
  readonly to: string | undefined;
  readonly by: Pick<Caller, 'actor' | 'kind' | 'isByMembership'>;
}) => Promise<{ readonly conversationId: ConversationId; readonly assignment: Assignment | undefined }>;

type Needs = { conversationAssignments: ConversationAssignments };

export const makeAssignConversation =
  ({ conversationAssignments }: Needs): AssignConversation =>
  async ({ clinicId, conversationId, to, by }) => {
    const memberId = memberNeeded(to, by);
    const done = await conversationAssignments.assign({ clinicId, conversationId, to, memberId });
    if (done === 'no-member') throw new ColleagueUnknown(to ?? '');
    if (done === undefined) throw new ConversationNotFound(conversationId);
    return done;
  };
