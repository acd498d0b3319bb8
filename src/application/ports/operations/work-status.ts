import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ConversationWork } from '../../../domain/inbox/why-no-answer.ts';
import type { StoppedNumber } from '../messaging/outbox.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';

export type StoppedSends = StoppedNumber & {
  /** A probe goes out then. */
  readonly until: Date;
};

/** What workers have in front of them, for an operator who looks. Contract: tests/contract/contracts/operations/work-status.contract.ts */
export interface WorkStatus {
  /** `undefined` when the clinic has no such conversation. */
  ofConversation(clinicId: ClinicId, id: ConversationId): Promise<ConversationWork | undefined>;
  /** Numbers whose sends are stopped, the longest stop first. */
  stoppedNumbers(): Promise<readonly StoppedSends[]>;
}
