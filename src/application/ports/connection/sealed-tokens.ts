import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { SealedPurpose, SealedToken } from './token-cipher.ts';

export type StoredSecret = {
  /** Where it lies. */
  readonly place:
    'alert' | 'connection' | 'media' | 'revocation' | 'whatsapp' | 'whatsapp-pin' | 'whatsapp-previous';
  readonly clinicId: ClinicId;
  readonly id: string;
  readonly purpose: SealedPurpose;
  readonly sealed: SealedToken;
};

/** Every lasting token of the installation, to seal it with a new key. Contract: tests/contract/contracts/connection/sealed-tokens.contract.ts */
export interface SealedTokens {
  /** In a stable order, after `after`. Consents and onboardings in progress are left out: they last minutes. */
  page(limit: number, after?: StoredSecret): Promise<readonly StoredSecret[]>;
  /** `false`, and no change, when the stored one is not `secret.sealed` any more. Disturbs no renewal. */
  replace(secret: StoredSecret, sealed: SealedToken): Promise<boolean>;
}
