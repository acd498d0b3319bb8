import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { ErasureKeys } from '../../../application/ports/privacy/erasure-keys.ts';
import type { Erasures } from '../../../application/ports/privacy/erasures.ts';
import { clinicId, type ClinicId } from '../../../domain/clinic/clinic.ts';
import { contactId } from '../../../domain/messaging/people/contact-identity.ts';
import {
  erasedTables,
  erasureId,
  noCounts,
  type Erasure,
  type ErasureCounts,
  type ErasureId,
  type ErasureRecord,
} from '../../../domain/privacy/erasure.ts';
import { erasePerson, keysOf } from './erase-person.ts';
import { keysOfErasure, rememberKeys } from './erased-keys.ts';
import { contactsOfPerson, lockPerson } from '../messaging/people/lock-person.ts';
import type { Pools } from '../pool.ts';
import { inTenant, queryInTenant } from '../transaction.ts';
import { given } from '../../../domain/given.ts';

const erasureRow = z
  .object({
    clinic_id: z.string().transform(clinicId),
    id: z.string().transform(erasureId),
    erased_at: z.date(),
    state: z.enum(['open', 'done']),
    contact_ids: z.array(z.string().transform(contactId)),
    identity_keys: z.array(z.string()),
    // older ones know nothing of tables that came later
    counts: z
      .partialRecord(z.enum(erasedTables), z.int())
      .transform((counts) => ({ ...noCounts, ...counts })),
    certificate: z.string().nullable(),
    erased_by: z.string().nullable(),
  })
  .transform((row): Erasure => ({
    id: row.id,
    clinicId: row.clinic_id,
    erasedAt: row.erased_at,
    contactIds: row.contact_ids,
    identityKeys: row.identity_keys,
    state: row.state,
    counts: row.counts,
    ...given({ erasedBy: row.erased_by ?? undefined, certificate: row.certificate ?? undefined }),
  }));

export const postgresErasures = ({ system, tenants }: Pools, keys: ErasureKeys): Erasures => ({
  erase: ({ id, clinicId: clinic, contactId: contact, at, by }, record) =>
    inTenant(tenants, clinic, async (client) => {
      const person = await lockPerson(client, clinic, () => contactsOfPerson(client, clinic, contact));
      if (person === undefined) return undefined;
      const { contacts: contactIds, identities } = person;
      const about: ErasureRecord = {
        id,
        clinicId: clinic,
        erasedAt: at,
        contactIds,
        identityKeys: identities.map((identity) => keys.ofIdentity(clinic, identity)),
        keys: await keysOf(client, person, keys, at),
      };
      await record(about);
      const counts = await erasePerson(client, person, at);
      await rememberKeys(client, [about]);
      await keep(client, [{ record: about, counts, ...given({ erasedBy: by }) }]);
      const { erasedAt, identityKeys } = about;
      const erasure: Erasure = {
        id,
        clinicId: clinic,
        erasedAt,
        contactIds,
        identityKeys,
        state: 'open',
        counts,
        ...given({ erasedBy: by }),
      };
      return { erasure, identities };
    }),

  eraseAgain: (record) =>
    inTenant(tenants, record.clinicId, async (client) => {
      const { id, clinicId: clinic, contactIds, erasedAt } = record;
      const person = await lockPerson(client, clinic, () => Promise.resolve(contactIds));
      if (person === undefined) return;
      const found = await keysOf(client, person, keys, erasedAt);
      const counts = await erasePerson(client, person, erasedAt);
      await rememberKeys(client, [{ clinicId: clinic, id, keys: found }]);
      await keep(client, [{ record, counts }]);
    }),

  async undone(records) {
    const items = records.map(({ clinicId: clinic, id, contactIds }, n) => ({
      n,
      clinic,
      id,
      contacts: contactIds,
    }));
    const { rows } = await system.query<{ n: number; is_there: boolean }>(
      `select record.n, there.is_there
       from json_to_recordset($1::json) as record (n integer, clinic uuid, id uuid, contacts uuid[])
       cross join lateral (
         select exists (
           select from contacts where clinic_id = record.clinic and contacts.id = any(record.contacts)
         ) as is_there
       ) as there
       where there.is_there
         or not exists (select from erasures where clinic_id = record.clinic and erasures.id = record.id)
       order by record.n`,
      [JSON.stringify(items)],
    );
    return rows.map(({ n, is_there: isThere }) => ({ place: n, isThere }));
  },

  recall: (known) =>
    keep(
      system,
      known.map((each) => ({ counts: noCounts, ...each })),
    ),

  async foreignMerges(clinic, contactIds) {
    const { rows } = await queryInTenant<{ id: string }>(tenants, clinic, {
      text: `select merged_contact_id as id from contact_merges
       where clinic_id = $1 and undone_at is null
         and (kept_contact_id = any($2)) <> (merged_contact_id = any($2))
       order by merged_at desc, id`,
      values: [clinic, contactIds],
    });
    return rows.map(({ id }) => contactId(id));
  },

  async get(clinic, id) {
    const { rows } = await queryInTenant(tenants, clinic, erasureById(clinic, id));
    return erasureRow.optional().parse(rows[0]);
  },

  async ofClinic(clinic, limit, before) {
    const { rows } = await queryInTenant(tenants, clinic, {
      text: `select * from erasures
       where clinic_id = $1 and ($3::timestamptz is null or (erased_at, id) < ($3, $4::uuid))
       order by erased_at desc, id desc
       limit $2`,
      values: [clinic, limit, before?.erasedAt, before?.id],
    });
    return z.array(erasureRow).parse(rows);
  },

  async list(limit, after) {
    const { rows } = await system.query<{ clinic_id: string; id: string }>(
      `select clinic_id, id from erasures
       where $2::uuid is null or (clinic_id, id) > ($2, $3::uuid)
       order by clinic_id, id
       limit $1`,
      [limit, after?.clinicId, after?.id],
    );
    return rows.map((row) => ({ clinicId: clinicId(row.clinic_id), id: erasureId(row.id) }));
  },

  record: (clinic, id) =>
    inTenant(tenants, clinic, async (client) => {
      const { rows } = await client.query(erasureById(clinic, id));
      const found = erasureRow.optional().parse(rows[0]);
      if (found === undefined) return undefined;
      const { erasedAt, contactIds, identityKeys, certificate } = found;
      const known = { id, clinicId: clinic, erasedAt, contactIds, identityKeys };
      return {
        record: { ...known, keys: await keysOfErasure(client, clinic, id) },
        ...given({ certificate }),
      };
    }),

  async unfinished(limit, before, after) {
    const { rows } = await system.query(
      `select * from erasures
       where state = 'open' and erased_at < $2 and ($3::timestamptz is null or (erased_at, id) > ($3, $4::uuid))
       order by erased_at, id
       limit $1`,
      [limit, before, after?.erasedAt, after?.id],
    );
    return z.array(erasureRow).parse(rows);
  },

  async countParked(clinic, id, items) {
    await queryInTenant(tenants, clinic, {
      text: `update erasures
       set counts = jsonb_set(counts, '{webhook_items}', to_jsonb((counts ->> 'webhook_items')::integer + $3))
       where clinic_id = $1 and id = $2`,
      values: [clinic, id, items],
    });
  },

  async finish(clinic, id, certificate) {
    const { rows } = await queryInTenant<{ certificate: string }>(tenants, clinic, {
      text: `update erasures set state = 'done', certificate = coalesce(certificate, $3)
       where clinic_id = $1 and id = $2
       returning certificate`,
      values: [clinic, id, certificate],
    });
    return rows[0]?.certificate ?? certificate;
  },
});

const erasureById = (clinic: ClinicId, id: ErasureId) => ({
  text: 'select * from erasures where clinic_id = $1 and id = $2',
  values: [clinic, id],
});

type Known = {
  readonly record: ErasureRecord;
  readonly counts: ErasureCounts;
  readonly erasedBy?: string;
  readonly certificate?: string;
};

/** What was erased again is no news: what the first time counted stays. */
async function keep(db: Pick<PoolClient, 'query'>, known: readonly Known[]): Promise<void> {
  const rows = known.map(
    ({ record: { clinicId: clinic, id, erasedAt, contactIds, identityKeys }, ...rest }) => ({
      clinicId: clinic,
      id,
      erasedAt,
      contactIds,
      identityKeys,
      ...rest,
    }),
  );
  await db.query(
    `insert into erasures (clinic_id, id, erased_at, contact_ids, identity_keys, counts, state, certificate, erased_by)
     select "clinicId", id, "erasedAt", "contactIds", "identityKeys", counts,
       case when certificate is null then 'open' else 'done' end, certificate, "erasedBy"
     from json_to_recordset($1::json) as erased (
       "clinicId" uuid, id uuid, "erasedAt" timestamptz, "contactIds" uuid[], "identityKeys" uuid[], counts jsonb,
       certificate text, "erasedBy" text
     )
     order by "clinicId", id
     on conflict (clinic_id, id) do update
     set state = excluded.state, certificate = excluded.certificate
     where erasures.certificate is null and excluded.certificate is not null`,
    [JSON.stringify(rows)],
  );
}
