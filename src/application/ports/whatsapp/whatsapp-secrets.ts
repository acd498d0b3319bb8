import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type {
  NumberPlace,
  NumberSecretKind,
  NumberSecretState,
} from '../../../domain/connection/number-secret.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import type { SealedToken } from '../connection/token-cipher.ts';

/** One secret of a number, without it. */
export type NumberSecretView = {
  readonly kind: NumberSecretKind;
  readonly state: NumberSecretState;
  /** Of the secret that counts; only in `own`. */
  readonly fingerprint?: string;
  /** Until then the former one counts, too. */
  readonly previousUntil?: Date;
  readonly changedAt: Date;
  readonly changedBy: string;
};

/** One secret of a number as it lies at rest. */
export type StoredNumberSecret = NumberPlace & {
  readonly kind: NumberSecretKind;
  readonly state: NumberSecretState;
  readonly sealed?: SealedToken;
  readonly previous?: { readonly sealed: SealedToken; readonly until: Date };
};

export type NumberSecretChange =
  | {
      readonly to: 'own';
      readonly sealed: SealedToken;
      readonly fingerprint: string;
      /** The own one before it counts until then; not at all when absent. */
      readonly previousUntil?: Date;
    }
  | {
      readonly to: 'installation';
      /** As above. */
      readonly previousUntil?: Date;
    }
  | { readonly to: 'revoked' };

/** What differs from what was known before; `revision` names it. */
type SecretsSnapshot = { readonly revision: string; readonly secrets: readonly StoredNumberSecret[] };

/** The own secrets of clinics' numbers. Contract: tests/contract/contracts/connection/whatsapp-secrets.contract.ts */
export interface WhatsAppSecrets {
  /** By kind; what was never set is missing. */
  list(clinicId: ClinicId, whatsappNumber: PhoneDigits): Promise<readonly NumberSecretView[]>;
  /**
   * Nothing, where the clinic has no such number. Setting the same one again (by fingerprint), or the
   * installation's, leaves the predecessor as it is.
   */
  change(
    place: NumberPlace & { readonly kind: NumberSecretKind },
    change: NumberSecretChange,
    by: string,
    now: Date,
  ): Promise<void>;
  /** Every secret of the installation, or `undefined` when nothing has changed since `known`. */
  snapshot(known?: string): Promise<SecretsSnapshot | undefined>;
}
