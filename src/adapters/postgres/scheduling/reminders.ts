import type { Pool } from 'pg';
import { z } from 'zod';
import type {
  ClaimedVisit,
  Reminders,
  UnconfirmedVisit,
} from '../../../application/ports/scheduling/reminders.ts';
import { messageId } from '../../../domain/messaging/message.ts';
import { skipReasons } from '../../../domain/reminders/decide-reminder.ts';
import { InvalidCursor, readCursor, writeCursor } from '../../../domain/scheduling/appointment-cursor.ts';
import { given } from '../../../domain/given.ts';
import { claimStatement } from '../claims/claim-statement.ts';
import { rotatingClaim } from '../claims/rotating-claim.ts';
import type { Pools } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';
import { appointmentColumns, appointmentRow } from './appointment-rows.ts';
import { settleReminders } from './settle-reminders.ts';

/** Of the visit's present time. */
const decidedOf = (visit: string) => `coalesce((
  select json_agg(json_build_object(
    'rule', r.rule, 'due_at', r.due_at, 'decided_at', r.decided_at, 'skipped', r.skipped, 'message_id', r.message_id
  ) order by r.decided_at, r.due_at)
  from reminders as r
  where r.clinic_id = ${visit}.clinic_id and r.appointment_id = ${visit}.id and r.starts_at = ${visit}.starts_at
), '[]') as decided`;

/** As the rule of the same name. */
const isUnsettled = (visit: string) => `(
  ${visit}.tell_at is not null or ${visit}.asked_about is not null or exists (
    select from appointments as move
    where move.clinic_id = ${visit}.clinic_id and move.replaces = ${visit}.id and move.state = 'held'
      and move.requested_at is not null
    -- offset: looked up for each, never read whole
    offset 0
  )
)`;

const claimVisits = claimStatement(
  {
    table: 'appointments',
    key: ['id'],
    due: 'remind_at',
    leaseUntil: 'remind_lease_until',
    leaseToken: 'remind_lease_token',
    clinics: 'join clinics on clinics.id = clinic.clinic_id and clinics.is_active',
    columns: [
      ...appointmentColumns.filter((name) => name !== 'clinic_id' && name !== 'id'),
      ...['moved_at', 'tell_at', 'remind_lease_token'],
    ],
  },
  [
    `claimed.remind_lease_token, ${decidedOf('claimed')}`,
    ...appointmentColumns.map((name) => `claimed.${name}`),
    `claimed.moved_at, ${isUnsettled('claimed')} as is_unsettled`,
    `(
      select max(r.decided_at) from reminders as r
      where r.clinic_id = claimed.clinic_id and r.appointment_id = claimed.id and r.message_id is not null
    ) as last_reminded_at`,
  ],
);

const decidedRows = z.array(
  z
    .object({
      rule: z.string(),
      due_at: z.coerce.date(),
      decided_at: z.coerce.date(),
      // one that a newer version wrote must not stop the reminders of an older one beside it
      skipped: z.enum(skipReasons).nullable().catch('too-late'),
      message_id: z.string().transform(messageId).nullable(),
    })
    .transform((row) => ({
      rule: row.rule,
      dueAt: row.due_at,
      decidedAt: row.decided_at,
      ...given({ skipped: row.skipped ?? undefined, messageId: row.message_id ?? undefined }),
    })),
);
const claimed = z.object({
  decided: decidedRows,
  is_unsettled: z.boolean(),
  moved_at: z.date().nullable(),
  last_reminded_at: z.date().nullable(),
  remind_lease_token: z.coerce.number(),
});

const queuedRow = z
  .object({ starts_at: z.date(), due_at: z.date(), is_unsettled: z.boolean() })
  .transform((row) => ({ startsAt: row.starts_at, dueAt: row.due_at, isUnsettled: row.is_unsettled }));

function visitOf(row: unknown): ClaimedVisit {
  const found = claimed.parse(row);
  return {
    appointment: appointmentRow.parse(row),
    decided: found.decided,
    isUnsettled: found.is_unsettled,
    ...given({ movedAt: found.moved_at ?? undefined, lastRemindedAt: found.last_reminded_at ?? undefined }),
    leaseToken: found.remind_lease_token,
  };
}

const unconfirmedOf = (row: unknown): UnconfirmedVisit => ({
  appointment: appointmentRow.parse(row),
  reminders: z.object({ decided: decidedRows }).parse(row).decided,
});

function visitClaims(pool: Pool): Reminders['claim'] {
  const claim = rotatingClaim(pool, 'claim-reminders', claimVisits);
  return async (limit, leaseMs) => (await claim(limit, leaseMs)).map(visitOf);
}

/** Claims cross clinics; what follows is the work of one. */
export const postgresReminders = ({ system, claims, tenants }: Pools): Reminders => ({
  claim: visitClaims(claims),

  settle: (visit, settlement) => settleReminders(tenants, visit, settlement),

  async queued(clinicId, appointment, message) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select r.starts_at, r.due_at, ${isUnsettled('a')} as is_unsettled
       from reminders as r
       join appointments as a on a.clinic_id = r.clinic_id and a.id = r.appointment_id
       where r.clinic_id = $1 and r.appointment_id = $2 and r.message_id = $3`,
      values: [clinicId, appointment, message],
    });
    return queuedRow.optional().parse(rows[0]);
  },

  async msUntilDue() {
    const { rows } = await system.query<{ ms: number | null }>(
      `select extract(epoch from min(remind_at) - now())::float8 * 1000 as ms
       from appointments
       where remind_at > now()`,
    );
    return rows[0]?.ms ?? undefined;
  },

  async unconfirmed(clinicId, { start, end }, limit, cursor) {
    const after = cursor === undefined ? undefined : readCursor(cursor);
    if (cursor !== undefined && after === undefined) throw new InvalidCursor();
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select a.*, ${decidedOf('a')}
       from appointments as a
       where a.clinic_id = $1 and a.state = 'confirmed' and a.attendance_confirmed_at is null
         and a.starts_at >= $2 and a.starts_at < $3
         and ($5::timestamptz is null or (a.starts_at, a.id) > ($5, $6::uuid))
       order by a.starts_at, a.id
       limit $4 + 1`,
      values: [clinicId, start, end, limit, after?.start, after?.id],
    });
    const visits = rows.slice(0, limit).map(unconfirmedOf);
    const last = visits.at(-1)?.appointment;
    return { visits, ...(rows.length > limit && last && { next: writeCursor(last) }) };
  },
});
