import type { SealedToken } from '../../../application/ports/connection/token-cipher.ts';
import type {
  NumberPlace,
  NumberSecretKind,
  NumberSecretState,
} from '../../../domain/connection/number-secret.ts';

export type NumberSecretRow = NumberPlace & {
  readonly id: string;
  readonly kind: NumberSecretKind;
  readonly version: number;
  readonly state: NumberSecretState;
  readonly changedAt: Date;
  readonly changedBy: string;
  readonly fingerprint: string | undefined;
  sealed: SealedToken | undefined;
  previous: { readonly sealed: SealedToken; readonly until: Date } | undefined;
};
