import type {
  ClaimedRenewal,
  NewConnection,
  RenewedTokens,
  Saved,
} from '../../../src/application/ports/connection/google-connections.ts';
import { sealedToken } from '../../../src/application/ports/connection/token-cipher.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import type { Harness } from './harness.ts';

export const minute = 60_000;
export const leaseMs = 30_000;

let made = 0;
const fresh = (kind: string) => sealedToken(`sealed-${kind}-${(made += 1)}`);
export const inMs = (harness: Harness, ms: number) => new Date(harness.now().getTime() + ms);

/** A connection as a consent brings it: its renewal is due in 45 minutes. */
export const aConnection = (
  harness: Harness,
  clinicId: ClinicId,
  wish: Partial<NewConnection> = {},
): NewConnection => ({
  clinicId,
  account: { sub: 'sub-1', email: 'clinica@example.com' },
  accessToken: fresh('access'),
  refreshToken: fresh('refresh'),
  scopes: ['email', 'openid'],
  expiresAt: inMs(harness, 60 * minute),
  nextRenewalAt: inMs(harness, 45 * minute),
  connectedBy: 'user-1',
  exchangedAt: harness.now(),
  revocationId: harness.ids.next(),
  ...wish,
});

/** Connects a clinic, a new one unless it is given; whatever was there is replaced. */
export async function connect(
  harness: Harness,
  clinic?: ClinicId,
  wish: Partial<NewConnection> = {},
): Promise<{ clinicId: ClinicId; connection: NewConnection; saved: Saved['saved'] }> {
  const clinicId = clinic ?? (await harness.addClinic());
  const { googleConnections } = harness.stores;
  const connection = aConnection(harness, clinicId, wish);
  const outcome = await googleConnections.save(connection, (await googleConnections.get(clinicId))?.version);
  if (typeof outcome === 'string') throw new Error(outcome);
  return { clinicId, connection, saved: outcome.saved };
}

export async function claimRenewal(harness: Harness): Promise<ClaimedRenewal> {
  const [claim] = await harness.stores.googleConnections.claimDue(1, leaseMs);
  if (claim === undefined) throw new Error('No renewal was due');
  return claim;
}

export const renewed = (harness: Harness, wish: Partial<RenewedTokens> = {}): RenewedTokens => ({
  accessToken: fresh('access'),
  expiresAt: inMs(harness, 60 * minute),
  nextRenewalAt: inMs(harness, 45 * minute),
  ...wish,
});

export const aSealed = fresh;
