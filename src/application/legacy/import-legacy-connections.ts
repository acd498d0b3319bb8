import { clinicId, type ClinicId } from '../../domain/clinic/clinic.ts';
import { missingPermissions } from '../../domain/connection/oauth-scopes.ts';
import type { RenewalPolicy } from '../../domain/connection/renewal-policy.ts';
import { left, type LegacyOutcome, type LegacyRow } from '../../domain/legacy/legacy-row.ts';
import { isUuid, readLegacyRefreshToken } from '../../domain/legacy/legacy-values.ts';
import { sealGrant } from '../connection/sealed-grant.ts';
import type { ClinicRegistry } from '../ports/clinic/clinic-registry.ts';
import type { ExchangeFailure, GoogleAuthorization } from '../ports/connection/google-authorization.ts';
import type { GoogleConnections } from '../ports/connection/google-connections.ts';
import type { TokenCipher } from '../ports/connection/token-cipher.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Ids } from '../ports/system/ids.ts';
import type { Randomness } from '../ports/system/randomness.ts';
import type { ImportPage } from './import-page.ts';

/**
 * Plain tokens, sealed for their clinic. Whose they are is Google's to say, not the predecessor's: each is renewed once,
 * and the ID token that comes along names the account. One that our OAuth client cannot renew is useless here.
 */
export type ImportLegacyConnections = ImportPage;

type Needs = {
  clinicRegistry: Pick<ClinicRegistry, 'get'>;
  googleConnections: Pick<GoogleConnections, 'get' | 'save'>;
  googleAuthorization: Pick<GoogleAuthorization, 'identify'>;
  tokenCipher: TokenCipher;
  ids: Ids;
  clock: Clock;
  randomness: Randomness;
  renewalPolicy: RenewalPolicy;
};

export const makeImportLegacyConnections = (needs: Needs): ImportLegacyConnections => {
  const { clinicRegistry, googleConnections, googleAuthorization, ids, clock } = needs;

  const connect = async (owner: ClinicId, refreshToken: string): Promise<LegacyOutcome> => {
    const exchangedAt = clock.now();
    const answer = await googleAuthorization.identify(refreshToken);
    if ('failure' in answer) return left(reasonOf(answer));
    const { account, scopes, ...granted } = answer.ok;
    if (missingPermissions(scopes).length > 0) return left('permissions-missing');
    const saved = await googleConnections.save(
      {
        clinicId: owner,
        account,
        connectedBy: 'import-legacy',
        exchangedAt,
        revocationId: ids.next(),
        ...(await sealGrant(
          owner,
          { ...granted, refreshToken: granted.refreshToken ?? refreshToken },
          needs,
        )),
        scopes,
      },
      undefined,
    );
    if (saved === 'changed') return { outcome: 'known' };
    return saved === 'being-revoked' ? left('grant-dead') : { outcome: 'taken' };
  };

  const take = async (row: LegacyRow): Promise<LegacyOutcome> => {
    if (!isUuid(row['clinicId'])) return left('clinic-unknown');
    const owner = clinicId(row['clinicId'].toLowerCase());
    if ((await clinicRegistry.get(owner)) === undefined) return left('clinic-unknown');
    if ((await googleConnections.get(owner)) !== undefined) return { outcome: 'known' };
    const refreshToken = readLegacyRefreshToken(row['refreshToken'], row['tokens']);
    if (refreshToken === undefined) return left('refresh-token-missing');
    return connect(owner, refreshToken);
  };

  return async (rows) => {
    const outcomes: LegacyOutcome[] = [];
    for (const row of rows) outcomes.push(await take(row));
    return outcomes;
  };
};

function reasonOf({ failure }: ExchangeFailure) {
  switch (failure) {
    case 'identity-unproven':
      return 'google-account-unproven';
    case 'grant-dead':
      return 'grant-dead';
    case 'other-client':
    case 'deployment':
      return 'grant-of-another-client';
    case 'transient':
    case 'bug':
      return 'google-unanswered';
  }
}
