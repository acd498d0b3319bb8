import type pg from 'pg';
import type { SentMessage } from '../../tests/support/vendors/graph-stub.ts';
import type { GoogleTwin } from '../../twin/google/start-google-twin.ts';
import { professionals } from './clinic.ts';

type Ends = {
  readonly events: (professional: string) => ReturnType<GoogleTwin['events']>;
  readonly delivered: readonly SentMessage[];
  /** By idempotency key: the appointment its caller was told. */
  readonly accepted: ReadonlyMap<string, string>;
};

/** Holds Postgres, the calendars, what patients were told and what callers were answered against each other. */
export async function checkBookings(pool: pg.Pool, { events, delivered, accepted }: Ends) {
  const one = async (sql: string, ...values: unknown[]) =>
    Number((await pool.query<{ n: string }>(`select (${sql}) as n`, values)).rows[0]?.n);
  const inState = (state: string) => one('select count(*) from appointments where state = $1', state);

  const { rows: live } = await pool.query<{ event: string; starts: Date; ends: Date }>(
    `select calendar_id || ' ' || written_event_id as event, starts_at as starts, ends_at as ends
     from appointments where state = 'confirmed'`,
  );
  const written = new Map(live.map(({ event, starts, ends }) => [event, `${+starts} ${+ends}`]));
  let [orphans, missing, overlapping] = [0, written.size, 0];
  for (const professional of professionals) {
    const slots = events(professional).map(({ id, start, end }) => {
      const [from, to] = [Date.parse(String(start?.dateTime)), Date.parse(String(end?.dateTime))];
      if (written.get(`${professional}@calendars.example ${id}`) === `${from} ${to}`) missing -= 1;
      else orphans += 1;
      return { from, to };
    });
    const bufferMs = 10 * 60_000;
    for (const [n, a] of slots.entries())
      overlapping += slots
        .slice(n + 1)
        .filter((b) => a.from < b.to + bufferMs && b.from < a.to + bufferMs).length;
  }
  const perMessage = new Set(delivered.map(({ callbackData }) => callbackData));
  const told = (what: string, of: string) =>
    one(
      `select count(${what}) from whatsapp_messages_improved where origin = 'notice' and request_id in (${of})`,
    );
  const ids = (where: string) => `select id::text from appointments where ${where}`;

  const shown = {
    appointments: await one('select count(*) from appointments'),
    confirmed: await inState('confirmed'),
    'cancelled or moved': await inState('cancelled'),
    failed: await inState('failed'),
    'still held': await inState('held'),
    'overlaps in Postgres, buffers included': await one(
      `select count(*) from appointments as a join appointments as b
         on b.clinic_id = a.clinic_id and b.calendar_id = a.calendar_id and b.id > a.id and a.during && b.during
       where a.state in ('held', 'confirmed') and b.state in ('held', 'confirmed')`,
    ),
    'events in the calendars': professionals.reduce((sum, id) => sum + events(id).length, 0),
    'overlaps in the calendars, buffers included': overlapping,
    'events without an appointment': orphans,
    'appointments without their event': missing,
    'series with two appointments': await one(
      `select count(*) from (
         select series_id from appointments where state in ('held', 'confirmed') group by series_id having count(*) > 1
       ) as twice`,
    ),
    'accepted by a caller': accepted.size,
    'accepted and not in the book': await one(
      'select count(*) from unnest($1::uuid[]) as told (id) where id not in (select id from appointments)',
      [...accepted.values()],
    ),
    'booked and not told a caller': await one(
      `select count(*) from idempotency_keys where key like 'book-%' and appointment_id <> all($1::uuid[])`,
      [...accepted.values()],
    ),
    'confirmed and told': await told(
      // some are told first that it takes longer
      `case when content like '✅%' then 1 end`,
      ids(`state = 'confirmed'`),
    ),
    'failed and told': await told('distinct request_id', ids(`state = 'failed'`)),
    'told more than twice, or the same twice': await one(
      `select count(*) from (
         select request_id from whatsapp_messages_improved where origin = 'notice'
         group by request_id, left(content, 12) having count(*) > 1
       ) as twice`,
    ),
    notices: await one(`select count(*) from whatsapp_messages_improved where origin = 'notice'`),
    'notices on phones': perMessage.size,
    'notices on phones twice': delivered.length - perMessage.size,
  };
  return {
    shown,
    areRight:
      shown['still held'] === 0 &&
      shown['overlaps in Postgres, buffers included'] === 0 &&
      shown['overlaps in the calendars, buffers included'] === 0 &&
      shown['events without an appointment'] === 0 &&
      shown['appointments without their event'] === 0 &&
      shown['events in the calendars'] === shown.confirmed &&
      shown['series with two appointments'] === 0 &&
      shown['accepted and not in the book'] === 0 &&
      shown['booked and not told a caller'] === 0 &&
      shown['confirmed and told'] === shown.confirmed &&
      shown['failed and told'] === shown.failed &&
      shown['told more than twice, or the same twice'] === 0 &&
      shown['notices on phones'] === shown.notices &&
      shown['notices on phones twice'] === 0,
  };
}
