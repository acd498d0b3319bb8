import { NotSignedIn } from '../../domain/access/sign-in-errors.ts';
import {
  keyState,
  looksLikeApiKey,
  readApiKey,
  type ApiKey,
  type ApiKeyId,
} from '../../domain/access/api-key.ts';
import { personActor, type Caller, type CallerRole, type ClinicRole } from '../../domain/access/caller.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ApiKeys } from '../ports/access/api-keys.ts';
import type { CallerTokens } from '../ports/access/caller-tokens.ts';
import type { ClinicMembers } from '../ports/access/clinic-members.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Secrets } from '../ports/system/secrets.ts';

/**
 * Who shows this bearer token or API key. A token that names a role is believed; for one that does not, the clinics'
 * members decide. A key that was not proven to this process yet is looked up only after `beforeLookUp`, which may throw:
 * it may be made up. @throws NotSignedIn, KeysUnavailable
 */
export type IdentifyCaller = (bearer: string, beforeLookUp: BeforeLookUp) => Promise<Caller>;
export type BeforeLookUp = () => Promise<void>;

type Needs = {
  callerTokens: CallerTokens;
  apiKeys: ApiKeys;
  clinicMembers: ClinicMembers;
  secrets: Secrets;
  clock: Clock;
};

/** The digests of keys by which somebody was let in; so no more than there are keys. */
type ProvenKeys = Map<ApiKeyId, string>;

export const makeIdentifyCaller = (needs: Needs): IdentifyCaller => {
  const { callerTokens, clinicMembers } = needs;
  const proven: ProvenKeys = new Map();
  const isLive = liveKeys(needs);
  return async (bearer, beforeLookUp) => {
    if (looksLikeApiKey(bearer))
      return byKey(needs, bearer, proven, unlessLive(isLive, bearer, beforeLookUp));
    const claims = await callerTokens.read(bearer);
    if ('refused' in claims) throw new NotSignedIn(`token-${claims.refused}`, claims.why);
    const { userId, role, clinicIds, expiresAt } = claims;
    const clinics =
      role === undefined
        ? (await clinicMembers.clinicsOf(userId)).map(({ clinicId, role: own }) => [clinicId, own] as const)
        : clinicsNamed(role, clinicIds);
    return {
      actor: personActor(userId),
      userId,
      kind: role === 'service' ? 'machine' : 'person',
      expiresAt,
      ...(role === undefined && { isByMembership: true }),
      isPlatformAdmin: role === 'platform-admin',
      clinics: new Map<ClinicId, ClinicRole>(clinics),
    };
  };
};

/** The clinics of a role that a token or a session names. */
export const clinicsNamed = (role: CallerRole, clinicIds: readonly ClinicId[]) =>
  role === 'platform-admin' ? [] : clinicIds.map((id) => [id, role] as const);

/**
 * A good key must get in although strangers have used up the refusals of its address, which may be that of a proxy. It is
 * found among all keys, which are read at most every ten seconds, however many keys are made up.
 */
const unlessLive =
  (isLive: IsLive, bearer: string, beforeLookUp: BeforeLookUp): BeforeLookUp =>
  async () => {
    try {
      await beforeLookUp();
    } catch (refusal) {
      if (!(await isLive(bearer))) throw refusal;
    }
  };

type IsLive = (bearer: string) => Promise<boolean>;
const rereadAfterMs = 10_000;

function liveKeys({ apiKeys, secrets, clock }: Needs): IsLive {
  let digests: ReturnType<ApiKeys['digests']> | undefined;
  let readAt = 0;
  return async (bearer) => {
    const shown = readApiKey(bearer);
    if (shown === undefined) return false;
    const now = clock.now();
    if (digests === undefined || now.getTime() - readAt >= rereadAfterMs) {
      readAt = now.getTime();
      digests = apiKeys.digests(now);
      digests.catch(() => (digests = undefined));
    }
    const digest = (await digests).get(shown.id);
    return digest !== undefined && secrets.matches(shown.secret, digest);
  };
}

/** Whether the key is unknown or its secret wrong is not told; that it has ended only to who has the secret. */
async function byKey(
  { apiKeys, secrets, clock }: Needs,
  bearer: string,
  proven: ProvenKeys,
  beforeLookUp: BeforeLookUp,
): Promise<Caller> {
  const shown = readApiKey(bearer);
  if (shown === undefined) throw new NotSignedIn('key-invalid');
  const digest = proven.get(shown.id);
  if (digest === undefined || !secrets.matches(shown.secret, digest)) await beforeLookUp();
  const found = await apiKeys.find(shown.id);
  if (found === undefined || !secrets.matches(shown.secret, found.digest))
    throw new NotSignedIn('key-invalid');
  const now = clock.now();
  const state = keyState(found.key, now);
  if (state !== 'valid') {
    proven.delete(shown.id);
    throw new NotSignedIn(`key-${state}`);
  }
  proven.set(shown.id, found.digest);
  await apiKeys.markUsed(found.key.id, now);
  return callerOfKey(found.key);
}

const callerOfKey = ({ id, role, clinicIds, expiresAt }: ApiKey): Caller => ({
  actor: `key:${id}`,
  userId: id,
  kind: 'machine',
  expiresAt,
  isPlatformAdmin: role === 'platform-admin',
  clinics: new Map(clinicsNamed(role, clinicIds)),
});
