import type {
  ClaimedRenewal,
  RenewalSettlement,
  RenewedTokens,
} from '../../../application/ports/connection/google-connections.ts';
import { sealedToken, type SealedToken } from '../../../application/ports/connection/token-cipher.ts';
import type { TenantPool } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';

/**
 * Lease and version both have to be ours: a renewer that was paused changes nothing, nor does one that was overtaken by
 * a reconnect or a disconnect. A refresh token that Google replaced is stored by the same statement.
 */
const held = 'clinic_id = $1 and lease_token = $2 and version = $3 and lease_until is not null';

const renewedColumns = `
  access_token = $4, expires_at = $5, refresh_token = coalesce($6, refresh_token),
  refresh_expires_at = coalesce($7, refresh_expires_at), scopes = coalesce($8, scopes), next_renewal_at = $9,
  status = 'connected', failures = 0, last_error_code = null, last_success_at = now(),
  lease_until = null, version = nextval('google_connection_versions')`;

const renewedValues = (tokens: RenewedTokens) => [
  tokens.accessToken,
  tokens.expiresAt,
  tokens.refreshToken,
  tokens.refreshExpiresAt,
  tokens.scopes,
  tokens.nextRenewalAt,
];

export async function settleRenewal(
  tenants: TenantPool,
  { clinicId, leaseToken, version }: ClaimedRenewal,
  settlement: RenewalSettlement,
): Promise<boolean> {
  const write = async (name: string, columns: string, values: readonly unknown[]) => {
    const { rowCount } = await queryInTenant(tenants, clinicId, {
      name: `renewal-${name}`,
      text: `update google_calendar_tokens_by_clinic set ${columns} where ${held}`,
      values: [clinicId, leaseToken, version, ...values],
    });
    return rowCount === 1;
  };
  switch (settlement.to) {
    case 'renewed':
      return write('renewed', renewedColumns, renewedValues(settlement.tokens));
    case 'failed':
      return write(
        'failed',
        `status = 'renewing_failed', failures = failures + 1, last_error_code = $4, next_renewal_at = $5,
         lease_until = null, version = nextval('google_connection_versions')`,
        [settlement.code, settlement.nextRenewalAt],
      );
    case 'reconnect-required':
      return write(
        'dead',
        `status = 'reconnect_required', failures = failures + 1, last_error_code = $4, next_renewal_at = null,
         lease_until = null, version = nextval('google_connection_versions')`,
        [settlement.code],
      );
    case 'postponed':
      return write('postponed', 'next_renewal_at = $4, lease_until = null', [settlement.nextRenewalAt]);
  }
}

/** By the sealed text of the token that was sent: while that is stored, nobody has connected or disconnected since. */
export async function keepReplaced(
  tenants: TenantPool,
  claim: Pick<ClaimedRenewal, 'clinicId' | 'sub' | 'refreshToken'>,
  tokens: RenewedTokens,
): Promise<boolean | { readonly stored: SealedToken }> {
  const { rowCount } = await queryInTenant(tenants, claim.clinicId, {
    text: `update google_calendar_tokens_by_clinic
     set ${renewedColumns}
     where clinic_id = $1 and refresh_token = $2 and google_sub = $3 and status <> 'disconnecting'`,
    values: [claim.clinicId, claim.refreshToken, claim.sub, ...renewedValues(tokens)],
  });
  if (rowCount === 1) return true;
  const { rows } = await queryInTenant<{ refresh_token: string }>(tenants, claim.clinicId, {
    text: `select refresh_token from google_calendar_tokens_by_clinic
     where clinic_id = $1 and google_sub = $2 and refresh_token is not null`,
    values: [claim.clinicId, claim.sub],
  });
  return rows[0] === undefined ? false : { stored: sealedToken(rows[0].refresh_token) };
}
