import type { ClinicId } from '../../../domain/clinic/clinic.ts';

/** Which assistant a clinic wants. */
export type ClinicAssistant = {
  readonly usesModel: boolean;
  /** In place of the installation's model, by the provider's id. */
  readonly model?: string;
  /** In place of the installation's limit, in millionths of a US dollar. */
  readonly dayMicrodollars?: number;
  /** Recordings of patients may be given to whoever transcribes them. */
  readonly hearsVoice?: boolean;
};

/** Contract: tests/contract/contracts/assistant/clinic-assistants.contract.ts */
export interface ClinicAssistants {
  /** Without a model where the clinic has never said anything. */
  get(clinicId: ClinicId): Promise<ClinicAssistant>;
  /** @throws ClinicNotFound */
  save(clinicId: ClinicId, assistant: ClinicAssistant): Promise<void>;
}
