import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { refreshTokenToKeep } from '../../domain/connection/account-rules.ts';
import { ConnectionChanged } from '../../domain/connection/connection-errors.ts';
import { GrantBeingRevoked } from '../../domain/connection/consent-errors.ts';
import { returnPlace } from '../../domain/access/browser-session.ts';
import { ConsentRefused } from '../../domain/connection/consent-refusals.ts';
import { isLive } from '../../domain/connection/google-connection.ts';
import type { RenewalPolicy } from '../../domain/connection/renewal-policy.ts';
import type { Clinics } from '../ports/clinic/clinics.ts';
import type { EventTexts } from '../ports/scheduling/event-texts.ts';
import type { Appointments } from '../ports/scheduling/appointments.ts';
import type { CalendarChannels } from '../ports/scheduling/calendar-channels.ts';
import type { CalendarFeeds } from '../ports/scheduling/calendar-feeds.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { GoogleConnections, NewConnection, Saved } from '../ports/connection/google-connections.ts';
import type { OAuthStates } from '../ports/connection/oauth-states.ts';
import type { Ids } from '../ports/system/ids.ts';
import type { Randomness } from '../ports/system/randomness.ts';
import type { StateSigner } from '../ports/connection/state-signer.ts';
import type { TokenCipher } from '../ports/connection/token-cipher.ts';
import type { ConsentAnswer, RedeemConsent, RedeemedConsent } from './redeem-consent.ts';
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
  readonly complete: (answer: ConsentAnswer) => Promise<{
    readonly clinicId: ClinicId;
    readonly userId: string;
    /** The browser came a second time; nothing was done again. */
    readonly isRepeated: boolean;
  }>;
  /** Where the browser that brings this state came from, however late it is; absent when nobody said so. */
  readonly placeOf: (state: string) => Promise<string | undefined>;
};

type Needs = {
  startConsent: StartConsent;
  redeemConsent: RedeemConsent;
  renewNow: RenewNow;
  checkCalendarsOfAccount: CheckCalendarsOfAccount;
  oauthStates: Pick<OAuthStates, 'finish'>;
  clinics: Clinics;
  googleConnections: GoogleConnections;
  appointments: Pick<Appointments, 'wakeWaiting'>;
  eventTexts: Pick<EventTexts, 'wakeWaiting'>;
  calendarFeeds: Pick<CalendarFeeds, 'readSoon'>;
  calendarChannels: Pick<CalendarChannels, 'leave'>;
  tokenCipher: TokenCipher;
  ids: Ids;
  clock: Clock;
  randomness: Randomness;
  stateSigner: StateSigner;
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

  const connect = async ({ pending, grant, exchangedAt }: RedeemedConsent): Promise<void> => {
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
    // whatever waited for the connection: events that should be gone, bookings, and what people changed meanwhile
    await needs.appointments.wakeWaiting(clinicId);
    await needs.eventTexts.wakeWaiting(clinicId);
    // those of a former grant may have gone with it: each calendar gets a new one when it is read
    await needs.calendarChannels.leave(clinicId);
    await needs.calendarFeeds.readSoon(clinicId);
  };

  return {
    start: needs.startConsent,
    async complete(answer) {
      const redeemed = await redeemConsent(answer);
      if ('repeated' in redeemed) return { ...redeemed.repeated, isRepeated: true };
      const { clinicId, userId } = redeemed.pending;
      try {
        await connect(redeemed);
      } catch (error) {
        await needs.oauthStates.finish(redeemed.pending, 'refused');
        throw error;
      }
      await needs.oauthStates.finish(redeemed.pending, 'connected');
      return { clinicId, userId, isRepeated: false };
    },
    async placeOf(state) {
      const claims = await needs.stateSigner.read(state, needs.clock.now());
      const place = 'returnTo' in claims ? claims.returnTo : undefined;
      // once more: a key that signs is no reason to send a browser anywhere
      return place === undefined ? undefined : returnPlace(place);
    },
  };
};
