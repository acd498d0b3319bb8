import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clinics } from '../ports/clinic/clinics.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { GoogleConnections } from '../ports/connection/google-connections.ts';
import type { GoogleRevocations } from '../ports/connection/google-revocations.ts';
import type { Ids } from '../ports/system/ids.ts';
import type { StopLeftChannels } from '../scheduling/calendar-sync/stop-left-channels.ts';
import { alertText, ofClinic } from './connection-alerts.ts';
import type { EndGrant } from './end-grant.ts';

export type Disconnection = {
  /** `false` when there was nothing to disconnect: repeating it does no harm. */
  readonly wasConnected: boolean;
  /**
   * `kept`: another connection lives on the same grant. `pending`: Google has not confirmed yet; it is asked again and
   * again, for a day at most.
   */
  readonly accessAtGoogle: 'revoked' | 'kept' | 'pending' | 'none';
};

/**
 * Disconnects a clinic: whatever Google says, its tokens and calendars are erased when this returns.
 * @throws ClinicNotFound for a clinic that neither is nor was connected.
 */
export type DisconnectGoogle = (clinicId: ClinicId) => Promise<Disconnection>;

type Needs = {
  clinics: Clinics;
  googleConnections: GoogleConnections;
  googleRevocations: GoogleRevocations;
  endGrant: EndGrant;
  stopLeftChannels: Pick<StopLeftChannels, 'ofClinic'>;
  alerts: Alerts;
  ids: Ids;
  clock: Clock;
  renewalLeaseMs: number;
};

/** Each step is a commit of its own and can be taken up by the revocation loop when this process dies in between. */
export const makeDisconnectGoogle = (needs: Needs): DisconnectGoogle => {
  const { clinics, googleConnections, googleRevocations, endGrant, alerts, ids, clock, renewalLeaseMs } =
    needs;
  return async (clinicId) => {
    // while there is access yet: afterwards nobody can stop them
    await needs.stopLeftChannels.ofClinic(clinicId);
    const { wasConnected, grant } = await googleConnections.disconnect(clinicId, ids.next());
    if (wasConnected) await tell(clinicId);
    switch (grant) {
      case 'none':
        if ((await clinics.get(clinicId)) === undefined) throw new ClinicNotFound(clinicId);
        return { wasConnected, accessAtGoogle: 'none' };
      case 'shared':
        return { wasConnected, accessAtGoogle: 'kept' };
      case 'revoke': {
        const claims = await googleRevocations.claimOf(clinicId, renewalLeaseMs);
        const ends = await Promise.all(claims.map((claim) => endGrant(claim)));
        const isOver = ends.length > 0 && ends.every(({ outcome }) => outcome === 'revoked');
        return { wasConnected, accessAtGoogle: isOver ? 'revoked' : 'pending' };
      }
    }
  };

  async function tell(clinicId: ClinicId): Promise<void> {
    const now = clock.now();
    for (const kind of [
      'google-reconnect-required',
      'google-renewal-failing',
      'google-access-ends',
      'google-calendars-unreachable',
    ] as const) {
      await alerts.resolve(ofClinic(clinicId, kind), now);
    }
    await alerts.open(ofClinic(clinicId, 'google-disconnected'), alertText['google-disconnected'], now);
  }
};
