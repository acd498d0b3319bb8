import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ConversationId, MessageId } from '../../../domain/messaging/message.ts';

/** A patient's recording that is to be listened to, held under a lease. */
export type ClaimedVoice = {
  readonly clinicId: ClinicId;
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  /** How often it failed before. */
  readonly attempts: number;
  readonly leaseToken: number;
};

export type VoiceSettlement =
  | {
      readonly to: 'heard';
      readonly text: string;
      /** It tells of an emergency, or may do so, and must be answered whatever was answered before. */
      readonly isDanger: boolean;
    }
  | { readonly to: 'retry'; readonly ms: number; readonly code: string }
  | { readonly to: 'unheard'; readonly code: string };

/** Nobody listens again. */
export type VoiceEnd = Exclude<VoiceSettlement, { to: 'retry' }>;

/** What becomes of a recording that the patient deleted while it was listened to: no word of it is kept. */
export const deletedVoice: VoiceEnd = { to: 'unheard', code: 'deleted' };

/**
 * Recordings of patients, once their files are stored (`MessageMedia.settle`); they leave with their files.
 * Contract: tests/contract/contracts/messaging/voice-notes.contract.ts
 */
export interface VoiceNotes {
  /** Claims what is due, oldest first within a clinic, in turns over the clinics. */
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedVoice[]>;
  /**
   * What was said stands with the message, and the conversation goes on as `afterListening` says, in one transaction.
   * Where the patient has deleted it meanwhile it ends as `deletedVoice`.
   * `false`, and no change, when the lease is not ours any more or the file is gone.
   */
  settle(voice: ClaimedVoice, settlement: VoiceSettlement): Promise<boolean>;
  msUntilDue(): Promise<number | undefined>;
}
