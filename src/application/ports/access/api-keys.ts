import type { ApiKey, ApiKeyId } from '../../../domain/access/api-key.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';

/** Whose keys: of one clinic, or of the installation. */
export type KeyOwner = ClinicId | 'installation';

/** Keys of machines; of the secret only the digest. Contract: tests/contract/contracts/access/api-keys.contract.ts */
export interface ApiKeys {
  /** `false` when the id is taken or a clinic is unknown. */
  add(key: ApiKey, digest: string): Promise<boolean>;
  find(id: ApiKeyId): Promise<{ readonly key: ApiKey; readonly digest: string } | undefined>;
  /** The digests of keys that are neither revoked nor expired; the newest 20 000. */
  digests(now: Date): Promise<ReadonlyMap<ApiKeyId, string>>;
  /** Newest first, after `after`. Revoked and expired ones, too. */
  list(owner: KeyOwner, limit: number, after?: ApiKeyId): Promise<readonly ApiKey[]>;
  /** For good; the first time counts. `undefined` when the owner has no such key. */
  revoke(owner: KeyOwner, id: ApiKeyId, by: string, now: Date): Promise<ApiKey | undefined>;
  /** Kept to the minute. */
  markUsed(id: ApiKeyId, now: Date): Promise<void>;
}
