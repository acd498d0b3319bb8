import { z } from 'zod';
import type { SealedTokens, StoredSecret } from '../../../application/ports/connection/sealed-tokens.ts';
import { sealedToken } from '../../../application/ports/connection/token-cipher.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import type { Pools } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';

const secretRow = z
  .object({
    place: z.enum(['connection', 'revocation']),
    clinic_id: z.string().transform(clinicId),
    id: z.string(),
    purpose: z.enum(['access-token', 'refresh-token']),
    sealed: z.string().transform(sealedToken),
  })
  .transform(({ clinic_id, ...row }): StoredSecret => ({ clinicId: clinic_id, ...row }));

const pageStatement = `
select place, clinic_id, id, purpose, sealed
from (
  select 'connection' as place, clinic_id, clinic_id as id, 'access-token' as purpose, access_token as sealed
  from google_calendar_tokens_by_clinic
  union all
  select 'connection', clinic_id, clinic_id, 'refresh-token', refresh_token from google_calendar_tokens_by_clinic
  union all
  select 'revocation', clinic_id, id, 'refresh-token', refresh_token from google_revocations
) as secret
where sealed is not null
  and ($2::text is null or (place, clinic_id, id, purpose) > ($2, $3::uuid, $4::uuid, $5))
order by place, clinic_id, id, purpose
limit $1`;

/** The place of a secret; the version stays, so that a renewal under way still finds its row as it was. */
const statementOf = ({ place, purpose }: StoredSecret): string => {
  if (place === 'revocation') {
    return `update google_revocations set refresh_token = $4 where clinic_id = $1 and id = $2 and refresh_token = $3`;
  }
  const column = purpose === 'access-token' ? 'access_token' : 'refresh_token';
  return `update google_calendar_tokens_by_clinic set ${column} = $4
    where clinic_id = $1 and clinic_id = $2 and ${column} = $3`;
};

/** Walks through all clinics; a secret is replaced as its clinic. */
export const postgresSealedTokens = ({ system, tenants }: Pools): SealedTokens => ({
  async page(limit, after) {
    const { rows } = await system.query(pageStatement, [
      limit,
      after?.place,
      after?.clinicId,
      after?.id,
      after?.purpose,
    ]);
    return z.array(secretRow).parse(rows);
  },

  async replace(secret, sealed) {
    const { rowCount } = await queryInTenant(tenants, secret.clinicId, {
      text: statementOf(secret),
      values: [secret.clinicId, secret.id, secret.sealed, sealed],
    });
    return rowCount === 1;
  },
});
