import type { KeptTurn } from '../../../domain/assistant/model/kept-turn.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ConversationId, MessageId } from '../../../domain/messaging/message.ts';

/** `overtaken`: people stepped in or another worker was faster. `failed`: it will be, or was, answered again. */
export type TurnRecordOutcome = 'sent' | 'overtaken' | 'failed';

export type TurnRecordEntry = {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  readonly turnId: string;
  readonly outcome: TurnRecordOutcome;
  readonly recordedAt: Date;
  readonly kept: KeptTurn;
  /** The messages that the patient was sent. */
  readonly replyIds: readonly MessageId[];
};

/**
 * How answers of models came about. Those that were sent are stored by `Turns.complete`, in the transaction of the
 * answer. Contract: tests/contract/contracts/assistant/turn-records.contract.ts
 */
export interface TurnRecords {
  /** One that was not sent. */
  addUnsent(entry: Omit<TurnRecordEntry, 'recordedAt' | 'replyIds'>): Promise<void>;
  /** Newest first, those before `before`. */
  ofConversation(
    clinicId: ClinicId,
    conversationId: ConversationId,
    limit: number,
    before?: string,
  ): Promise<readonly TurnRecordEntry[]>;
  /** The one that gave the patient this message; `undefined` where no model was asked, or it is kept no longer. */
  ofReply(
    clinicId: ClinicId,
    conversationId: ConversationId,
    messageId: MessageId,
  ): Promise<TurnRecordEntry | undefined>;
  get(clinicId: ClinicId, turnId: string): Promise<TurnRecordEntry | undefined>;
}
