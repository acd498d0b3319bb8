import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { isLive, isValidAt, tokenUse } from '../../domain/connection/google-connection.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import { isFailure, type CalendarResult } from '../ports/scheduling/google-calendar.ts';
import type { GoogleConnections, StoredConnection } from '../ports/connection/google-connections.ts';
import type { TokenCipher } from '../ports/connection/token-cipher.ts';
import { alertText, ofClinic } from './connection-alerts.ts';
import type { RenewNow } from './renew-now.ts';

/** The clinic has no usable connection: nothing was called. */
export type NoAccess = { readonly noAccess: 'not-connected' | 'reconnect-required' | 'renewal-unavailable' };

/**
 * Calls Google with a fresh access token of the clinic: renews one that is about to expire, and after a 401 renews
 * once and repeats the call once. The only way to an access token; refresh tokens never leave the renewal.
 */
export type WithGoogleAccess = <T>(
  clinicId: ClinicId,
  call: (accessToken: string) => Promise<CalendarResult<T>>,
) => Promise<CalendarResult<T> | NoAccess>;

type Needs = {
  googleConnections: GoogleConnections;
  tokenCipher: TokenCipher;
  renewNow: RenewNow;
  alerts: Alerts;
  clock: Clock;
};

type Access = { readonly token: string; readonly version: number };

/** After a fresh token was refused as well: no more renewals for its sake. */
const hopelessMs = 60_000;

export const makeGoogleAccess = ({
  googleConnections,
  tokenCipher,
  renewNow,
  alerts,
  clock,
}: Needs): WithGoogleAccess => {
  const hopelessUntil = new Map<ClinicId, number>();

  const opened = async (connection: StoredConnection): Promise<Access | undefined> => {
    const { clinicId, accessToken, version } = connection;
    if (accessToken === undefined || !isValidAt(connection, clock.now())) return undefined;
    const read = await tokenCipher.open(accessToken, { clinicId, purpose: 'access-token' });
    return 'opened' in read ? { token: read.opened, version } : undefined;
  };

  const renewed = async (clinicId: ClinicId, seenVersion: number): Promise<Access | NoAccess> => {
    await renewNow(clinicId, seenVersion);
    const connection = await googleConnections.get(clinicId);
    const refusal = refusalOf(connection);
    if (refusal !== undefined) return refusal;
    return (connection && (await opened(connection))) ?? { noAccess: 'renewal-unavailable' };
  };

  const access = async (clinicId: ClinicId): Promise<Access | NoAccess> => {
    const connection = await googleConnections.get(clinicId);
    if (connection === undefined) return { noAccess: 'not-connected' };
    const refusal = refusalOf(connection);
    if (refusal !== undefined) return refusal;
    const usable = tokenUse(connection, clock.now()) === 'use' ? await opened(connection) : undefined;
    // while a renewal fails for now, the old token is used to its last second
    return usable ?? renewed(clinicId, connection.version);
  };

  const isHopeless = (clinicId: ClinicId) => (hopelessUntil.get(clinicId) ?? 0) > clock.now().getTime();

  const loseScope = async (clinicId: ClinicId, version: number): Promise<void> => {
    if (!(await googleConnections.requireReconnect(clinicId, version, 'missing-scope'))) return;
    const text = alertText['google-reconnect-required'];
    await alerts.open(ofClinic(clinicId, 'google-reconnect-required'), text, clock.now());
  };

  return async (clinicId, call) => {
    const first = await access(clinicId);
    if ('noAccess' in first) return first;
    const result = await call(first.token);
    if (!isFailure(result)) {
      hopelessUntil.delete(clinicId);
      return result;
    }
    if (result.failure === 'missing-scope') await loseScope(clinicId, first.version);
    if (result.failure !== 'unauthorized' || isHopeless(clinicId)) return result;

    const second = await renewed(clinicId, first.version);
    if ('noAccess' in second) return second.noAccess === 'renewal-unavailable' ? result : second;
    if (second.token === first.token) return result;
    const repeated = await call(second.token);
    if (isFailure(repeated) && repeated.failure === 'unauthorized') {
      hopelessUntil.set(clinicId, clock.now().getTime() + hopelessMs);
    }
    return repeated;
  };
};

function refusalOf(connection: StoredConnection | undefined): NoAccess | undefined {
  if (connection === undefined || connection.status === 'disconnecting') return { noAccess: 'not-connected' };
  return isLive(connection.status) ? undefined : { noAccess: 'reconnect-required' };
}
