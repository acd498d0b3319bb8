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

const usedRow = z.object({
  user_id: z.string(),
  outcome: z.enum(['connected', 'refused']).nullable(),
  is_own: z.boolean(),
});

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
      text: `update google_oauth_states set used_at = now()
       where clinic_id = $1 and state_hash = $2 and expires_at > $4 and (browser_hash is null or browser_hash = $3)
         and used_at is null
       returning *`,
      values: [clinic, stateHash, browserHash, now],
    });
    if (rows.length > 0) return stateRow.parse(rows[0]);
    const { rows: known } = await queryInTenant(tenants, clinic, {
      text: `select user_id, outcome, (browser_hash is null or browser_hash = $4) is true as is_own
       from google_oauth_states where clinic_id = $1 and state_hash = $2 and expires_at > $3`,
      values: [clinic, stateHash, now, browserHash],
    });
    const found = usedRow.optional().parse(known[0]);
    if (found === undefined) return 'unknown';
    return found.is_own ? { used: found.outcome ?? 'open', userId: found.user_id } : 'foreign';
  },

  async finish({ clinicId: clinic, stateHash }, outcome) {
    await queryInTenant(tenants, clinic, {
      text: 'update google_oauth_states set outcome = $3 where clinic_id = $1 and state_hash = $2',
      values: [clinic, stateHash, outcome],
    });
  },
});
