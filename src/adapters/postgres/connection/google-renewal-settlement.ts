import type {
  ClaimedRenewal,
  RenewalSettlement,
  RenewedTokens,
} from '../../../application/ports/connection/google-connections.ts';
import { sealedToken, type SealedToken } from '../../../application/ports/connection/token-cipher.ts';
import { afterRenewal, renewed, type ConnectionChange } from '../../../domain/connection/renewal.ts';
import type { TenantPool } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';

const columns = {
  status: 'status',
  failures: 'failures',
  lastErrorCode: 'last_error_code',
  nextRenewalAt: 'next_renewal_at',
  expiresAt: 'expires_at',
  refreshExpiresAt: 'refresh_expires_at',
  scopes: 'scopes',
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
} as const satisfies Record<keyof ConnectionChange<SealedToken>['fields'], string>;

/** Writes the change where the condition on the parameters `$1`… still holds; leases end. `false` when it does not. */
export async function changeConnection(
  tenants: TenantPool,
  { fields, isProof, raisesVersion }: ConnectionChange<SealedToken>,
  condition: string,
  values: readonly [ClaimedRenewal['clinicId'], ...unknown[]],
): Promise<boolean> {
  const named = Object.keys(fields) as (keyof typeof fields)[];
  const assignments = [
    ...named.map((field, index) => `${columns[field]} = $${values.length + index + 1}`),
    'lease_until = null',
    ...(isProof ? ['last_success_at = now()'] : []),
    ...(raisesVersion ? [`version = nextval('google_connection_versions')`] : []),
  ];
  const { rowCount } = await queryInTenant(tenants, values[0], {
    text: `update google_calendar_tokens_by_clinic
     set ${assignments.join(', ')}
     where clinic_id = $1 and ${condition}`,
    values: [...values, ...named.map((field) => fields[field])],
  });
  return rowCount === 1;
}

/**
 * Lease and version both have to be ours: a renewer that was paused changes nothing, nor does one that was overtaken by
 * a reconnect or a disconnect.
 */
export const settleRenewal = (
  tenants: TenantPool,
  claim: ClaimedRenewal,
  settlement: RenewalSettlement,
): Promise<boolean> =>
  changeConnection(
    tenants,
    afterRenewal(claim, settlement),
    'lease_token = $2 and version = $3 and lease_until is not null',
    [claim.clinicId, claim.leaseToken, claim.version],
  );

/** By the sealed text of the token that was sent: while that is stored, nobody has connected or disconnected since. */
export async function keepReplaced(
  tenants: TenantPool,
  claim: Pick<ClaimedRenewal, 'clinicId' | 'sub' | 'refreshToken'>,
  tokens: RenewedTokens,
): Promise<boolean | { readonly stored: SealedToken }> {
  const isKept = await changeConnection(
    tenants,
    renewed(tokens),
    `refresh_token = $2 and google_sub = $3 and status <> 'disconnecting'`,
    [claim.clinicId, claim.refreshToken, claim.sub],
  );
  if (isKept) return true;
  const { rows } = await queryInTenant<{ refresh_token: string }>(tenants, claim.clinicId, {
    text: `select refresh_token from google_calendar_tokens_by_clinic
     where clinic_id = $1 and google_sub = $2 and refresh_token is not null`,
    values: [claim.clinicId, claim.sub],
  });
  return rows[0] === undefined ? false : { stored: sealedToken(rows[0].refresh_token) };
}
