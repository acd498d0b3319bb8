import type { ClientBase } from 'pg';
import { z } from 'zod';
import type {
  AlertDestinations,
  ClinicDestination,
  ReplacedDestinations,
  WantedDestination,
} from '../../../application/ports/alerting/alert-destinations.ts';
import { sealedToken } from '../../../application/ports/connection/token-cipher.ts';
import { alertChannelNames } from '../../../domain/alerting/alert-delivery.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { Pools } from '../pool.ts';
import { inTenant, inTransaction, queryInTenant } from '../transaction.ts';

const destinationRow = z
  .object({
    id: z.string(),
    channel: z.enum(alertChannelNames),
    address: z.string(),
    sealed_secret: z.string().transform(sealedToken).nullable(),
    quiet_from: z.int().nullable(),
    quiet_to: z.int().nullable(),
    last_event: z.enum(['opened', 'escalated', 'resolved', 'test']).nullable(),
    last_tried_at: z.date().nullable(),
    last_code: z.string().nullable(),
  })
  .transform(({ quiet_from: from, quiet_to: to, ...row }): ClinicDestination => ({
    id: row.id,
    channel: row.channel,
    address: row.address,
    ...(row.sealed_secret !== null && { sealedSecret: row.sealed_secret }),
    ...(from !== null && to !== null && { quiet: { from, to } }),
    ...(row.last_event !== null &&
      row.last_tried_at !== null && {
        last: {
          event: row.last_event,
          at: row.last_tried_at,
          ...(row.last_code !== null && { code: row.last_code }),
        },
      }),
  }));

type Place = { readonly clinicId: ClinicId | null; readonly timeZone: string | null; readonly now: Date };

async function replace(
  client: ClientBase,
  { clinicId, timeZone, now }: Place,
  wanted: readonly WantedDestination[],
): Promise<ReplacedDestinations> {
  await takeTurn(client, clinicId);
  const kept = wanted.map(({ channel, address }) => `${channel} ${address}`);
  const { rows } = await client.query<{ id: string }>(
    `delete from alert_destinations
     where clinic_id is not distinct from $1 and channel || ' ' || address <> all($2::text[])
     returning id`,
    [clinicId, kept],
  );
  const gone = rows.map(({ id }) => id);
  // the foreign key looks after those of clinics only
  if (clinicId === null && gone.length > 0)
    await client.query('delete from alert_deliveries where destination_id = any($1)', [gone]);
  let tookSecret = false;
  for (const { channel, address, quiet, sealedSecret, newSecret } of wanted) {
    const { rows: written } = await client.query<{ is_new: boolean }>(
      `insert into alert_destinations as d
         (clinic_id, channel, address, sealed_secret, quiet_from, quiet_to, time_zone, created_at)
       values ($1, $2, $3, coalesce($4, $9), $5, $6, $7, $8)
       on conflict (clinic_id, channel, address) do update set
         sealed_secret = coalesce($4, d.sealed_secret),
         quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, time_zone = excluded.time_zone
       returning xmax = 0 as is_new`,
      [clinicId, channel, address, sealedSecret, quiet?.from, quiet?.to, timeZone, now, newSecret],
    );
    tookSecret ||= newSecret !== undefined && written[0]?.is_new === true;
  }
  return { gone, tookSecret };
}

/** One change after the other: two at once would each keep what the other has taken away. */
const takeTurn = (client: ClientBase, clinicId: ClinicId | null) =>
  client.query(`select pg_advisory_xact_lock(hashtextextended('alert destinations ' || $1, 0))`, [
    clinicId ?? '',
  ]);

/** A clinic's are its own; those of the installation are the system's. */
export const postgresAlertDestinations = ({ system, tenants }: Pools): AlertDestinations => ({
  async list(clinicId) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select * from alert_destinations where clinic_id = $1 order by channel desc, address`,
      values: [clinicId],
    });
    return z.array(destinationRow).parse(rows);
  },

  replace: (clinicId, wanted, now) =>
    inTenant(tenants, clinicId, (client) => replace(client, { clinicId, timeZone: null, now }, wanted)),

  replaceSecret: (clinicId, sealedSecret) =>
    inTenant(tenants, clinicId, async (client) => {
      await takeTurn(client, clinicId);
      const { rowCount } = await client.query(
        `update alert_destinations set sealed_secret = $2 where clinic_id = $1 and channel = 'webhook'`,
        [clinicId, sealedSecret],
      );
      return rowCount !== 0;
    }),

  async noteAttempt(clinicId, id, { event, at, code }) {
    await queryInTenant(tenants, clinicId, {
      text: `update alert_destinations set last_event = $3, last_tried_at = $4, last_code = $5,
         failures = case when $5::text is null then 0 else failures end,
         next_attempt_at = case when $5::text is null then least(next_attempt_at, now()) else next_attempt_at end
       where clinic_id = $1 and id = $2`,
      values: [clinicId, id, event, at, code],
    });
  },

  replaceInstallations: (wanted, timeZone, now) =>
    inTransaction(system, (client) => replace(client, { clinicId: null, timeZone, now }, wanted)),
});
