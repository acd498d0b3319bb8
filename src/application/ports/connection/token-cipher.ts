import type { ClinicId } from '../../../domain/clinic/clinic.ts';

/** A token as it lies in the database. */
export type SealedToken = string & { readonly brand: 'SealedToken' };
export const sealedToken = (value: string) => value as SealedToken;

export type SealedPurpose =
  | 'access-token'
  | 'refresh-token'
  | 'code-verifier'
  | 'media-key'
  | 'whatsapp-access-token'
  | 'whatsapp-app-secret'
  | 'whatsapp-verify-token'
  | 'alert-webhook-secret'
  | 'whatsapp-pin';

/** What a sealed value belongs to: it opens nowhere else. */
type SealedFor = { readonly clinicId: ClinicId; readonly purpose: SealedPurpose };

/**
 * `unknown-key`: sealed with a key that is not configured. `wrong-key`: the key of that name does not open it, because
 * it is another one or the value is damaged. `foreign`: whole, but of another clinic or purpose.
 */
export type Opened =
  { readonly opened: string } | { readonly unreadable: 'unknown-key' | 'wrong-key' | 'foreign' };

/** Keeps tokens unreadable at rest. */
export interface TokenCipher {
  seal(secret: string, place: SealedFor): Promise<SealedToken>;
  open(sealed: SealedToken, place: SealedFor): Promise<Opened>;
  /** Whether the key that seals now has sealed it. */
  isCurrent(sealed: SealedToken): boolean;
}
