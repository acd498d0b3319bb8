import { z } from 'zod';
import type {
  ClaimedEventText,
  EventTextInWork,
  EventTexts,
} from '../../../application/ports/scheduling/event-texts.ts';
import { clinicId, type ClinicId } from '../../../domain/clinic/clinic.ts';
import {
  eventDetails,
  isPersonal,
  unsaidDetail,
  type EventDetail,
} from '../../../domain/clinic/rules/event-detail.ts';
import { given } from '../../../domain/given.ts';
import { recheckMs } from '../../../domain/scheduling/visits/event-text.ts';
import { appointmentId } from '../../../domain/scheduling/appointment.ts';
import type { Pools } from '../pool.ts';
import { claimStatement } from '../claims/claim-statement.ts';
import { rotatingClaim } from '../claims/rotating-claim.ts';
import { leavesCalendar } from './appointment-rows.ts';
import { queryInTenant } from '../transaction.ts';

/** Not those whose event the worker of the calendars has yet to take away, or is about to write. */
const hasNoWriter = `not exists (
  select from appointments as a
  where a.clinic_id = work.clinic_id and a.id = work.appointment_id and ${leavesCalendar('a')}
  -- offset: looked up for each, never read whole
  offset 0
)`;

const claimTexts = claimStatement(
  {
    table: 'event_texts',
    key: ['appointment_id', 'calendar_id'],
    due: 'due_at',
    leaseUntil: 'lease_until',
    leaseToken: 'lease_token',
    offered: hasNoWriter,
    columns: ['shows', 'attempts', 'lease_token'],
  },
  ['clinic_id', 'appointment_id', 'calendar_id', 'shows', 'attempts', 'lease_token'].map(
    (name) => `claimed.${name}`,
  ),
);

/** One that only a newer program knows may show everything. */
const detail = z.int().transform((index): EventDetail => eventDetails[index] ?? 'name-and-phone');
const levelOf = (shows: EventDetail): number => eventDetails.indexOf(shows);
const firstPersonal = eventDetails.findIndex(isPersonal);
const placeColumns = {
  clinic_id: z.string().transform(clinicId),
  appointment_id: z.string().transform(appointmentId),
  calendar_id: z.string(),
  shows: detail.nullable(),
  attempts: z.number(),
};

const claimedRow = z
  .object({ ...placeColumns, lease_token: z.coerce.number() })
  .transform((row): ClaimedEventText => ({
    clinicId: row.clinic_id,
    appointmentId: row.appointment_id,
    calendarId: row.calendar_id,
    attempts: row.attempts,
    leaseToken: row.lease_token,
    ...given({ shows: row.shows ?? undefined }),
  }));

const inWorkRow = z
  .object({
    ...placeColumns,
    failure: z.string().nullable(),
    due_at: z.date().nullable(),
    starts_at: z.date(),
    ends_at: z.date(),
    is_erased: z.boolean().nullable(),
  })
  .transform((row): EventTextInWork => ({
    clinicId: row.clinic_id,
    appointmentId: row.appointment_id,
    calendarId: row.calendar_id,
    slot: { start: row.starts_at, end: row.ends_at },
    isErased: row.is_erased ?? false,
    attempts: row.attempts,
    ...given({
      shows: row.shows ?? undefined,
      failure: row.failure ?? undefined,
      dueAt: row.due_at ?? undefined,
    }),
  }));

const isOurs = `clinic_id = $1 and appointment_id = $2 and calendar_id = $3 and lease_token = $4
  and lease_until is not null`;

export const postgresEventTexts = ({ system, claims, tenants }: Pools): EventTexts => {
  const claim = rotatingClaim(claims, 'claim-event-texts', claimTexts);
  const inClinic = (clinic: ClinicId, text: string, values: readonly unknown[]) =>
    queryInTenant(tenants, clinic, { text, values: [clinic, ...values] });

  return {
    claim: async (limit, leaseMs) => z.array(claimedRow).parse(await claim(limit, leaseMs)),

    async aboutToShow(place, shows) {
      await inClinic(
        place.clinicId,
        `insert into event_texts as t (clinic_id, appointment_id, calendar_id, shows, due_at)
         values ($1, $2, $3, $4, now() + $5 * interval '1 ms')
         on conflict (clinic_id, appointment_id, calendar_id) do update
         set shows = greatest(t.shows, excluded.shows), due_at = coalesce(least(t.due_at, excluded.due_at), t.due_at),
           lease_until = null, lease_token = t.lease_token + 1`,
        [place.appointmentId, place.calendarId, levelOf(shows), isPersonal(shows) ? recheckMs : null],
      );
    },

    async raise({ clinicId: clinic, appointmentId: id, calendarId, leaseToken }, shows) {
      const { rowCount } = await inClinic(
        clinic,
        `update event_texts set shows = greatest(shows, $5) where ${isOurs}`,
        [id, calendarId, leaseToken, levelOf(shows)],
      );
      return rowCount === 1;
    },

    async settle({ clinicId: clinic, appointmentId: id, calendarId, leaseToken }, outcome) {
      const own = [id, calendarId, leaseToken];
      const { rowCount } =
        outcome.to === 'gone'
          ? await inClinic(clinic, `delete from event_texts where ${isOurs}`, own)
          : outcome.to === 'shows'
            ? await inClinic(
                clinic,
                `update event_texts
                 set shows = $5, due_at = null, lease_until = null, attempts = 0, failure = null
                 where ${isOurs}`,
                [...own, levelOf(outcome.shows)],
              )
            : await inClinic(
                clinic,
                `update event_texts
                 set due_at = $5, failure = $6, lease_until = null, attempts = attempts + 1
                 where ${isOurs}`,
                [...own, outcome.to === 'again' ? outcome.at : null, outcome.failure],
              );
      return rowCount === 1;
    },

    async forget({ clinicId: clinic, appointmentId: id, calendarId }) {
      await inClinic(
        clinic,
        'delete from event_texts where clinic_id = $1 and appointment_id = $2 and calendar_id = $3',
        [id, calendarId],
      );
    },

    async shown(clinic, id) {
      const { rows } = await inClinic(
        clinic,
        `select coalesce(shows, $3) as shows from event_texts where clinic_id = $1 and appointment_id = $2
         order by calendar_id`,
        [id, levelOf(unsaidDetail)],
      );
      return z
        .array(z.object({ shows: detail }))
        .parse(rows)
        .map(({ shows }) => shows);
    },

    async calendarsOf(clinic, id) {
      const { rows } = await inClinic(
        clinic,
        `select calendar_id from event_texts where clinic_id = $1 and appointment_id = $2
         order by calendar_id collate "C"`,
        [id],
      );
      return z
        .array(z.object({ calendar_id: z.string() }))
        .parse(rows)
        .map(({ calendar_id: calendarId }) => calendarId);
    },

    async inWork(clinic, limit) {
      const { rows } = await inClinic(
        clinic,
        `select t.*, a.starts_at, a.ends_at,
           a.contact_id is null and a.conversation_id is null and t.shows >= $3 as is_erased
         from event_texts as t
         join appointments as a on a.clinic_id = t.clinic_id and a.id = t.appointment_id
         where t.clinic_id = $1 and (t.failure is not null or t.due_at <= now())
         order by is_erased desc nulls last, a.starts_at, t.appointment_id, t.calendar_id
         limit $2`,
        [limit, firstPersonal],
      );
      return z.array(inWorkRow).parse(rows);
    },

    async wakeWaiting(clinic) {
      await inClinic(
        clinic,
        'update event_texts set due_at = now(), attempts = 0 where clinic_id = $1 and failure is not null',
        [],
      );
    },

    async msUntilDue() {
      const { rows } = await system.query<{ ms: number | null }>(
        `select extract(epoch from min(due_at) - now())::float8 * 1000 as ms from event_texts where due_at > now()`,
      );
      return rows[0]?.ms ?? undefined;
    },
  };
};
