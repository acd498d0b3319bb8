import { z } from 'zod';
import type {
  ClaimedRenewal,
  StoredConnection,
} from '../../../application/ports/connection/google-connections.ts';
import { sealedToken } from '../../../application/ports/connection/token-cipher.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import { given } from '../../../domain/given.ts';

export const connectionStatus = z.enum([
  'connected',
  'renewing_failed',
  'reconnect_required',
  'disconnecting',
]);
/** A bigint that is a count or a fence: far below 2^53. */
const fence = z.coerce.number().int();

const connection = z.object({
  clinic_id: z.string().transform(clinicId),
  google_sub: z.string(),
  account_email: z.string().nullable(),
  access_token: z.string().transform(sealedToken).nullable(),
  expires_at: z.date(),
  refresh_expires_at: z.date().nullable(),
  scopes: z.array(z.string()),
  status: connectionStatus,
  version: fence,
  next_renewal_at: z.date().nullable(),
  failures: z.int(),
  last_error_code: z.string().nullable(),
  last_success_at: z.date(),
  connected_at: z.date(),
});

/** By name: the result of a prepared statement must not change when a migration adds a column. */
export const connectionColumns: readonly string[] = Object.keys(connection.shape);

export const connectionRow = connection.transform((row): StoredConnection => ({
  clinicId: row.clinic_id,
  account: { sub: row.google_sub, ...given({ email: row.account_email ?? undefined }) },
  status: row.status,
  version: row.version,
  scopes: row.scopes,
  expiresAt: row.expires_at,
  connectedAt: row.connected_at,
  lastSuccessAt: row.last_success_at,
  failures: row.failures,
  ...given({ accessToken: row.access_token ?? undefined }),
  ...(row.refresh_expires_at && { refreshExpiresAt: row.refresh_expires_at }),
  ...(row.next_renewal_at && { nextRenewalAt: row.next_renewal_at }),
  ...given({ lastErrorCode: row.last_error_code ?? undefined }),
}));

export const renewalRow = z
  .object({
    clinic_id: z.string().transform(clinicId),
    google_sub: z.string(),
    version: fence,
    lease_token: fence,
    lease_until: z.date(),
    status: connectionStatus,
    refresh_token: z.string().transform(sealedToken),
    expires_at: z.date(),
    refresh_expires_at: z.date().nullable(),
    failures: z.int(),
    last_error_code: z.string().nullable(),
  })
  .transform((row): ClaimedRenewal => ({
    clinicId: row.clinic_id,
    sub: row.google_sub,
    version: row.version,
    leaseToken: row.lease_token,
    leaseUntil: row.lease_until,
    status: row.status,
    refreshToken: row.refresh_token,
    expiresAt: row.expires_at,
    failures: row.failures,
    ...(row.refresh_expires_at && { refreshExpiresAt: row.refresh_expires_at }),
    ...given({ lastErrorCode: row.last_error_code ?? undefined }),
  }));
