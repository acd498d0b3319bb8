import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import type { TemplatePurpose, TemplateUse } from '../../../domain/templates/purpose.ts';
import type { Template, TemplateEvent } from '../../../domain/templates/template.ts';

/** A business account of a clinic, whose templates are to be looked through. */
export type TemplateAccount = { readonly clinicId: ClinicId; readonly wabaId: string };

/** The clinic's copy of its templates, and their uses. Contract: tests/contract/contracts/messaging/templates.contract.ts */
export interface Templates {
  /** The accounts of the clinic's active numbers. */
  accounts(clinicId: ClinicId): Promise<readonly string[]>;
  /** Up to `limit` accounts of any clinic that are due; each is due again after `againMs`, so that only one looks. */
  claimAccounts(limit: number, againMs: number): Promise<readonly TemplateAccount[]>;
  /** By name and language. */
  list(clinicId: ClinicId): Promise<readonly Template[]>;
  /** Those in the account of this number, by name and language. */
  ofNumber(clinicId: ClinicId, whatsappNumber: PhoneDigits): Promise<readonly Template[]>;
  /** Everything that Meta lists of the account now; what it lists no more becomes `DELETED`. */
  mirror(account: TemplateAccount, templates: readonly Template[]): Promise<void>;
  /** Changes what the event tells of a template that is known. `true` when something changed. */
  learn(account: TemplateAccount, event: TemplateEvent): Promise<boolean>;
  uses(clinicId: ClinicId): Promise<readonly TemplateUse[]>;
  /** In the place of an earlier one for the same purpose. */
  use(clinicId: ClinicId, use: TemplateUse): Promise<void>;
  /** `false` when there was none. */
  endUse(clinicId: ClinicId, purpose: TemplatePurpose): Promise<boolean>;
  /** The use for a purpose, with the template in the account of this number; `undefined` when one of them is missing. */
  forPurpose(
    clinicId: ClinicId,
    whatsappNumber: PhoneDigits,
    purpose: TemplatePurpose,
  ): Promise<{ readonly use: TemplateUse; readonly template: Template } | undefined>;
}
