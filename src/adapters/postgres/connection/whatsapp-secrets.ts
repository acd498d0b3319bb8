import { z } from 'zod';
import { sealedToken } from '../../../application/ports/connection/token-cipher.ts';
import type {
  NumberSecretView,
  StoredNumberSecret,
  WhatsAppSecrets,
} from '../../../application/ports/whatsapp/whatsapp-secrets.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import { numberSecretKinds } from '../../../domain/connection/number-secret.ts';
import { given } from '../../../domain/given.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import type { Pools } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';

const state = z.enum(['own', 'revoked', 'installation']);
const viewRow = z
  .object({
    kind: z.enum(numberSecretKinds),
    state,
    fingerprint: z.string().nullable(),
    previous_until: z.date().nullable(),
    changed_at: z.date(),
    changed_by: z.string(),
  })
  .transform((row): NumberSecretView => ({
    kind: row.kind,
    state: row.state,
    ...given({
      fingerprint: row.fingerprint ?? undefined,
      previousUntil: row.previous_until ?? undefined,
    }),
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  }));

const sealed = z.string().transform(sealedToken).nullable();
const secretRow = z
  .object({
    clinic_id: z.string().transform(clinicId),
    whatsapp_number: z.string().transform((digits) => digits as PhoneDigits),
    kind: z.enum(numberSecretKinds),
    state,
    sealed,
    previous_sealed: sealed,
    previous_until: z.date().nullable(),
  })
  .transform((row): StoredNumberSecret => ({
    clinicId: row.clinic_id,
    whatsappNumber: row.whatsapp_number,
    kind: row.kind,
    state: row.state,
    ...(row.sealed !== null && { sealed: row.sealed }),
    ...(row.previous_sealed !== null &&
      row.previous_until !== null && {
        previous: { sealed: row.previous_sealed, until: row.previous_until },
      }),
  }));

const setStatement = `
insert into whatsapp_secrets as known
  (clinic_id, whatsapp_number, kind, state, sealed, fingerprint, changed_at, changed_by)
select clinic_id, whatsapp_number, $3, 'own', $4, $5, $6, $7 from clinic_whatsapp_numbers
where clinic_id = $1 and whatsapp_number = $2
on conflict (clinic_id, whatsapp_number, kind) do update set
  state = 'own',
  sealed = excluded.sealed,
  fingerprint = excluded.fingerprint,
  previous_sealed = case
    when known.fingerprint = excluded.fingerprint and $8::timestamptz is not null then known.previous_sealed
    when known.fingerprint = excluded.fingerprint then null
    when $8::timestamptz is not null then known.sealed
  end,
  previous_until = case
    when known.fingerprint = excluded.fingerprint and $8::timestamptz is not null
      then least(known.previous_until, $8)
    when known.fingerprint = excluded.fingerprint then null
    when known.sealed is not null then $8
  end,
  changed_at = excluded.changed_at,
  changed_by = excluded.changed_by,
  version = known.version + 1`;

const endStatement = `
insert into whatsapp_secrets as known (clinic_id, whatsapp_number, kind, state, changed_at, changed_by)
select clinic_id, whatsapp_number, $3, $4, $5, $6 from clinic_whatsapp_numbers
where clinic_id = $1 and whatsapp_number = $2
on conflict (clinic_id, whatsapp_number, kind) do update set
  state = excluded.state,
  sealed = null,
  fingerprint = null,
  previous_sealed = case when $7::timestamptz is not null then coalesce(known.sealed, known.previous_sealed) end,
  previous_until = case
    when known.sealed is not null then $7
    when known.previous_sealed is not null and $7 is not null then least(known.previous_until, $7)
  end,
  changed_at = excluded.changed_at,
  changed_by = excluded.changed_by,
  version = known.version + 1`;

/** Who may sign or send is asked of all numbers at once; a secret is changed as the work of its clinic. */
export const postgresWhatsAppSecrets = ({ system, tenants }: Pools): WhatsAppSecrets => ({
  async list(clinic, whatsappNumber) {
    const { rows } = await queryInTenant(tenants, clinic, {
      text: `select kind, state, fingerprint, previous_until, changed_at, changed_by from whatsapp_secrets
       where clinic_id = $1 and whatsapp_number = $2
       order by kind`,
      values: [clinic, whatsappNumber],
    });
    return z.array(viewRow).parse(rows);
  },

  async change({ clinicId: clinic, whatsappNumber, kind }, change, by, now) {
    const place = [clinic, whatsappNumber, kind];
    const until = change.to === 'revoked' ? undefined : change.previousUntil;
    await queryInTenant(
      tenants,
      clinic,
      change.to === 'own'
        ? {
            text: setStatement,
            values: [...place, change.sealed, change.fingerprint, now, by, until],
          }
        : { text: endStatement, values: [...place, change.to, now, by, until] },
    );
  },

  async snapshot(known) {
    const { rows: counts } = await system.query<{ revision: string }>(
      `select count(*) || '.' || coalesce(sum(version), 0) as revision from whatsapp_secrets`,
    );
    // read before the secrets: a change in between is noticed by the next question
    const revision = counts[0]?.revision ?? '0.0';
    if (revision === known) return undefined;
    const { rows } = await system.query(
      `select clinic_id, whatsapp_number, kind, state, sealed, previous_sealed, previous_until
       from whatsapp_secrets
       order by clinic_id, whatsapp_number, kind`,
    );
    return { revision, secrets: z.array(secretRow).parse(rows) };
  },
});
