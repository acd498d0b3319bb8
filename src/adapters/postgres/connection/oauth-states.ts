import { z } from 'zod';
import type { OAuthStates, PendingConsent } from '../../../application/ports/connection/oauth-states.ts';
import { sealedToken } from '../../../application/ports/connection/token-cipher.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import type { Pools } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';
import { given } from '../../../domain/given.ts';

const stateRow = z
  .object({
    clinic_id: z.string().transform(clinicId),
    state_hash: z.string(),
    user_id: z.string(),
    code_verifier: z.string().transform(sealedToken),
    nonce: z.string(),
    browser_hash: z.string().nullable(),
    expires_at: z.date(),
  })
  .transform((row): PendingConsent => ({
    clinicId: row.clinic_id,
    stateHash: row.state_hash,
    userId: row.user_id,
    verifier: row.code_verifier,
    nonce: row.nonce,
    expiresAt: row.expires_at,
    ...given({ browserHash: row.browser_hash ?? undefined }),
  }));

/** A consent is its clinic's; what has expired is forgotten whosever it was. */
export const postgresOAuthStates = ({ system, tenants }: Pools): OAuthStates => ({
  async add({ clinicId: clinic, stateHash, userId, verifier, nonce, browserHash, expiresAt }, now) {
    await system.query('delete from google_oauth_states where expires_at <= $1', [now]);
    await queryInTenant(tenants, clinic, {
      text: `insert into google_oauth_states (clinic_id, state_hash, user_id, code_verifier, nonce, browser_hash, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      values: [clinic, stateHash, userId, verifier, nonce, browserHash, expiresAt],
    });
  },

  async consume(clinic, stateHash, browserHash, now) {
    const { rows } = await queryInTenant(tenants, clinic, {
      text: `delete from google_oauth_states
       where clinic_id = $1 and state_hash = $2 and expires_at > $4 and (browser_hash is null or browser_hash = $3)
       returning *`,
      values: [clinic, stateHash, browserHash, now],
    });
    if (rows.length > 0) return stateRow.parse(rows[0]);
    const { rowCount } = await queryInTenant(tenants, clinic, {
      text: `select from google_oauth_states where clinic_id = $1 and state_hash = $2 and expires_at > $3`,
      values: [clinic, stateHash, now],
    });
    return rowCount === 0 ? 'unknown' : 'foreign';
  },
});
