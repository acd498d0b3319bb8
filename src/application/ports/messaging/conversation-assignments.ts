import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { Assignment } from '../../../domain/inbox/assignment.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';

/**
 * Who of the team looks after a conversation; human acts change it as well (HumanActs).
 * Contract: tests/contract/contracts/messaging/human-acts/conversation-assignments.contract.ts
 */
export interface ConversationAssignments {
  /**
   * Gives it to `to`, or to nobody, where it goes on after merges; nothing else of it changes. `undefined` when there is no
   * such conversation, `no-member` when `memberId` does not work for the clinic: somebody who is removed at the same time
   * either does not get it or loses it again.
   */
  assign(request: {
    readonly clinicId: ClinicId;
    readonly conversationId: ConversationId;
    readonly to: string | undefined;
    /** The user that has to be a member of the clinic; absent where nobody has to. */
    readonly memberId?: string | undefined;
  }): Promise<
    | { readonly conversationId: ConversationId; readonly assignment: Assignment | undefined }
    | 'no-member'
    | undefined
  >;
}
