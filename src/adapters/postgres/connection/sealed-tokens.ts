import { z } from 'zod';
import type { SealedTokens, StoredSecret } from '../../../application/ports/connection/sealed-tokens.ts';
import { sealedToken } from '../../../application/ports/connection/token-cipher.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import type { Pools } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';

const secretRow = z
  .object({
    place: z.enum([
      'alert',
      'connection',
      'media',
      'revocation',
      'whatsapp',
      'whatsapp-pin',
      'whatsapp-previous',
    ]),
    clinic_id: z.string().transform(clinicId),
    id: z.string(),
    purpose: z.enum([
      'access-token',
      'refresh-token',
      'media-key',
      'whatsapp-access-token',
      'whatsapp-app-secret',
      'whatsapp-verify-token',
      'alert-webhook-secret',
      'whatsapp-pin',
    ]),
    sealed: z.string().transform(sealedToken),
  })
  .transform(({ clinic_id, ...row }): StoredSecret => ({ clinicId: clinic_id, ...row }));

const pageStatement = `
select place, clinic_id, id, purpose, sealed
from (
  select 'alert' as place, clinic_id, id, 'alert-webhook-secret' as purpose, sealed_secret as sealed
  from alert_destinations
  where clinic_id is not null
  union all
  select 'connection', clinic_id, clinic_id, 'access-token', access_token
  from google_calendar_tokens_by_clinic
  union all
  select 'connection', clinic_id, clinic_id, 'refresh-token', refresh_token from google_calendar_tokens_by_clinic
  union all
  -- there may be very many: never more than a page of them is looked at
  (
    select 'media', clinic_id, message_id, 'media-key', sealed_key from message_media
    where sealed_key is not null and ($2::text is null or $2 in ('alert', 'connection', 'media')) and (clinic_id, message_id) > (
      case when $2 = 'media' then $3::uuid else '00000000-0000-0000-0000-000000000000' end,
      case when $2 = 'media' then $4::uuid else '00000000-0000-0000-0000-000000000000' end
    )
    order by clinic_id, message_id
    limit $1
  )
  union all
  select 'revocation', clinic_id, id, 'refresh-token', refresh_token from google_revocations
  union all
  select 'whatsapp', clinic_id, id, 'whatsapp-' || kind, sealed from whatsapp_secrets
  union all
  select 'whatsapp-previous', clinic_id, id, 'whatsapp-' || kind, previous_sealed from whatsapp_secrets
  union all
  select 'whatsapp-pin', clinic_id, id, 'whatsapp-pin', sealed_pin from whatsapp_onboardings
) as secret
where sealed is not null
  and ($2::text is null or (place, clinic_id, id, purpose) > ($2, $3::uuid, $4::uuid, $5))
order by place, clinic_id, id, purpose
limit $1`;

/** The place of a secret; the version stays, so that a renewal under way still finds its row as it was. */
const statementOf = ({ place, purpose }: StoredSecret): string => {
  if (place === 'alert')
    return `update alert_destinations set sealed_secret = $4 where clinic_id = $1 and id = $2 and sealed_secret = $3`;
  if (place === 'revocation') {
    return `update google_revocations set refresh_token = $4 where clinic_id = $1 and id = $2 and refresh_token = $3`;
  }
  if (place === 'media')
    return `update message_media set sealed_key = $4 where clinic_id = $1 and message_id = $2 and sealed_key = $3`;
  if (place === 'whatsapp-pin')
    return `update whatsapp_onboardings set sealed_pin = $4 where clinic_id = $1 and id = $2 and sealed_pin = $3`;
  if (place === 'whatsapp' || place === 'whatsapp-previous') {
    const column = place === 'whatsapp' ? 'sealed' : 'previous_sealed';
    return `update whatsapp_secrets set ${column} = $4 where clinic_id = $1 and id = $2 and ${column} = $3`;
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
