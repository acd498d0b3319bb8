import { RoleTooHigh } from '../../domain/access/access-errors.ts';
import { apiKeyId, writeApiKey, type ApiKey } from '../../domain/access/api-key.ts';
import { mayGive, type CallerRole } from '../../domain/access/caller.ts';
import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ApiKeys } from '../ports/access/api-keys.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Secrets } from '../ports/system/secrets.ts';

type KeyRequest = {
  /** The same id again is the same key, whose secret is not shown any more. */
  readonly id: string;
  readonly name: string;
  readonly role: CallerRole;
  /** The clinic that makes it; absent for a key of the installation. */
  readonly clinicId?: ClinicId;
  readonly clinicIds: readonly ClinicId[];
  readonly days: number;
  readonly by: string;
  /** The role of who makes it, there. */
  readonly giverRole: CallerRole;
};

/** Makes a key; its text is known only now. @throws RoleTooHigh, ClinicNotFound when one of the clinics is unknown */
export type CreateApiKey = (
  request: KeyRequest,
) => Promise<{ readonly key: ApiKey; readonly text: string | undefined }>;

type Needs = { apiKeys: ApiKeys; secrets: Secrets; clock: Clock };

const dayMs = 86_400_000;

export const makeCreateApiKey =
  ({ apiKeys, secrets, clock }: Needs): CreateApiKey =>
  async ({ id, days, by, giverRole, ...request }) => {
    if (!mayGive(giverRole, request.role)) throw new RoleTooHigh(request.role);
    const createdAt = clock.now();
    const key: ApiKey = {
      ...request,
      id: apiKeyId(id),
      createdBy: by,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + days * dayMs),
    };
    const secret = secrets.next();
    if (await apiKeys.add(key, secrets.digest(secret))) return { key, text: writeApiKey(key.id, secret) };
    const earlier = await apiKeys.find(key.id);
    if (earlier === undefined) throw new ClinicNotFound(request.clinicIds.join(', '));
    return { key: earlier.key, text: undefined };
  };
