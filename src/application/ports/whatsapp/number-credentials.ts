import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { NumberPlace } from '../../../domain/connection/number-secret.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';

/** `installation`: the number has none of its own. */
export type NumberAccess =
  { readonly token: string } | 'installation' | { readonly missing: 'revoked' | 'unreadable' };

type NumberAppSecret = { readonly whatsappNumber: PhoneDigits; readonly secret: string };

/** With what each number speaks to Meta. A change is known everywhere within `freshMs` (number-credentials.ts). */
export interface NumberCredentials {
  /** `isFresh`: as it is now, e.g. because Meta has just refused the token that was known. */
  accessOf(number: NumberPlace, isFresh?: boolean): Promise<NumberAccess>;
  /** Whether only its own app secret signs for it; also when that one was revoked. */
  hasOwnApp(number: NumberPlace): Promise<boolean>;
  /** What may sign for the clinic's numbers now. */
  appSecretsOf(clinicId: ClinicId): Promise<readonly NumberAppSecret[]>;
  verifyTokensOf(clinicId: ClinicId): Promise<readonly string[]>;
}
