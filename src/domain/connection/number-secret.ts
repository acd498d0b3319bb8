import type { ClinicId } from '../clinic/clinic.ts';
import type { PhoneDigits } from '../messaging/people/phone-number.ts';

/** What a number may have of its own at Meta, in the place of the installation's. */
export const numberSecretKinds = ['access-token', 'app-secret', 'verify-token'] as const;
export type NumberSecretKind = (typeof numberSecretKinds)[number];

/**
 * `installation`: the one of the environment is used. `revoked`: none, not even that one; whoever revoked it did not
 * want another account to speak for the number.
 */
export type NumberSecretState = 'own' | 'revoked' | 'installation';

/** One number of one clinic. */
export type NumberPlace = { readonly clinicId: ClinicId; readonly whatsappNumber: PhoneDigits };

/**
 * How long the former secret still counts, ms. Only an app secret signs what is already on its way to us: Meta repeats
 * a webhook with the signature that it was made with.
 */
export const keepsPreviousMs = (kind: NumberSecretKind, asked: number): number =>
  kind === 'app-secret' ? asked : 0;
