import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { refreshTokenToKeep } from '../../domain/connection/account-rules.ts';
import { ConnectionChanged } from '../../domain/connection/connection-errors.ts';
import { GrantBeingRevoked } from '../../domain/connection/consent-errors.ts';
import { ConsentRefused } from '../../domain/connection/consent-refusals.ts';
import { isLive } from '../../domain/connection/google-connection.ts';
import type { RenewalPolicy } from '../../domain/connection/renewal-policy.ts';
import type { Clinics } from '../ports/clinic/clinics.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { GoogleConnections, NewConnection, Saved } from '../ports/connection/google-connections.ts';
import type { Ids } from '../ports/system/ids.ts';
import type { Randomness } from '../ports/system/randomness.ts';
import type { TokenCipher } from '../ports/connection/token-cipher.ts';
import type { ConsentAnswer, RedeemConsent } from './redeem-consent.ts';
import type { RenewNow } from './renew-now.ts';
import { sealGrant } from './sealed-grant.ts';
import type { StartConsent } from './start-consent.ts';
import type { CheckCalendarsOfAccount } from './check-calendars-of-account.ts';

/** One Google connection per clinic, made in two steps with Google's consent page in between. */
export type ConnectGoogle = {
  readonly start: StartConsent;
  /**
   * The clinic is connected when it returns; when it throws, nothing that was stored has changed, but for a
   * GrantBeingRevoked whose new grant was proved to be dead: then that is what is stored.
   * @throws as RedeemConsent does, and GrantBeingRevoked, ConnectionChanged, ClinicNotFound
   */
  readonly complete: (
    answer: ConsentAnswer,
  ) => Promise<{ readonly clinicId: ClinicId; readonly userId: string }>;
};

type Needs = {
  startConsent: StartConsent;
  redeemConsent: RedeemConsent;
  renewNow: RenewNow;
  checkCalendarsOfAccount: CheckCalendarsOfAccount;
  clinics: Clinics;
  googleConnections: GoogleConnections;
  tokenCipher: TokenCipher;
  ids: Ids;
  clock: Clock;
  randomness: Randomness;
  renewalPolicy: RenewalPolicy;
};

/** A renewal or another consent may change the row between look and write. */
const tries = 5;

export const makeConnectGoogle = (needs: Needs): ConnectGoogle => {
  const { redeemConsent, renewNow, checkCalendarsOfAccount, clinics, googleConnections, ids } = needs;

  const save = async (connection: NewConnection): Promise<Saved['saved']> => {
    const hasRefreshToken = connection.refreshToken !== undefined;
    for (let left = tries; left > 0; left -= 1) {
      const known = await googleConnections.get(connection.clinicId);
      if (refreshTokenToKeep(known, { sub: connection.account.sub, hasRefreshToken }) === 'none')
        throw new ConsentRefused('refresh-token-missing');
      const outcome = await googleConnections.save(connection, known?.version);
      if (outcome === 'being-revoked') throw new GrantBeingRevoked();
      if (outcome !== 'changed') return outcome.saved;
    }
    throw new ConnectionChanged();
  };

  /** A revocation of ours that just ended may have taken the new grant with it: tried before it is shown. */
  const prove = async (clinicId: ClinicId, version: number): Promise<void> => {
    await renewNow(clinicId, version);
    const proven = await googleConnections.get(clinicId);
    if (proven === undefined || !isLive(proven.status)) throw new GrantBeingRevoked();
  };

  return {
    start: needs.startConsent,
    async complete(answer) {
      const { pending, grant, exchangedAt } = await redeemConsent(answer);
      const { clinicId, userId } = pending;
      if ((await clinics.get(clinicId)) === undefined) throw new ClinicNotFound(clinicId);
      const { version, needsProbe } = await save({
        clinicId,
        account: grant.account,
        connectedBy: userId,
        exchangedAt,
        revocationId: ids.next(),
        ...(await sealGrant(clinicId, grant, needs)),
        scopes: grant.scopes,
      });
      if (needsProbe) await prove(clinicId, version);
      await checkCalendarsOfAccount(clinicId, grant);
      return { clinicId, userId };
    },
  };
};
