import type { ClinicId, ClinicNumber, InactiveNumber } from '../clinic/clinic.ts';
import { isInService } from '../clinic/clinic.ts';
import type { PhoneDigits } from '../messaging/people/phone-number.ts';

/** Whose app secret fits a webhook: that of the installation, or of these numbers of a clinic. */
export type WebhookSigner =
  | { readonly by: 'installation' }
  | { readonly by: 'clinic'; readonly clinicId: ClinicId; readonly numbers: ReadonlySet<PhoneDigits> };

/** Equal for signers that may say the same. */
export const nameOf = (signer: WebhookSigner): string =>
  signer.by === 'installation' ? signer.by : [signer.clinicId, ...[...signer.numbers].sort()].join(' ');

/**
 * Whether the signer may say something about this number. A clinic speaks for its own numbers that have this secret, and
 * the installation for every number without a secret of its own: nobody can write into another's conversations.
 */
export function maySpeakFor(
  signer: WebhookSigner,
  number: ClinicNumber | InactiveNumber,
  hasOwnApp: boolean,
): boolean {
  if (signer.by === 'installation') return !hasOwnApp;
  if (number.clinicId !== signer.clinicId) return false;
  return !isInService(number) || signer.numbers.has(number.whatsappNumber);
}

/** Whether the signer may say something about a whole business account, of which these clinics have numbers. */
export const maySpeakForAccount = (signer: WebhookSigner, clinics: readonly ClinicId[]): boolean =>
  signer.by === 'installation' || (clinics.length > 0 && clinics.every((id) => id === signer.clinicId));
