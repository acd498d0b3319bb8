import type { SentMessage } from '../../tests/support/vendors/graph-stub.ts';
import type { GoogleTwin } from '../../twin/google/start-google-twin.ts';
import { calendarOf, professionals } from '../bookings/clinic.ts';
import { alertCounts } from './alert-outlets.ts';
import type { FrailPostgres } from './postgres.ts';

const messages = 'whatsapp_messages_improved';
const countsStatement = `
select
  (select count(*) from ${messages} where direction = 'inbound') as inbound,
  (select count(distinct meta_message_id) from ${messages} where direction = 'inbound') as distinct,
  (select count(*) from ${messages} where direction = 'inbound' and turn_id is null) as unanswered,
  (select count(*) from (
     select turn_id from ${messages} where turn_id is not null group by turn_id
     having count(*) filter (where direction = 'outbound') <> 1
   ) as turn) as "turns without exactly one answer",
  (select count(*) from ${messages} where direction = 'outbound') as outbound,
  (select count(*) from ${messages} where direction = 'outbound' and status = 'failed') as "given up",
  (select coalesce(sum(resends), 0) from ${messages}) as "resent after an unknown outcome",
  (select count(*) from appointments where state = 'confirmed') as confirmed,
  (select count(*) from appointments where state = 'held') as "still held",
  (select count(*) from appointments as a join appointments as b
     on b.clinic_id = a.clinic_id and b.calendar_id = a.calendar_id and b.id > a.id and a.during && b.during
   where a.state in ('held', 'confirmed') and b.state in ('held', 'confirmed')) as overlaps`;

/**
 * Holds what was sent and accepted against the book, the phones and the calendars: whether nothing was lost and nothing
 * doubled, and what was counted.
 */
export async function checkFaults(
  postgres: Pick<FrailPostgres, 'ask'>,
  ends: {
    readonly expected: number;
    readonly booked: number;
    readonly delivered: readonly SentMessage[];
    /** Deliveries of alerts, as often as they arrived. */
    readonly told: readonly string[];
    readonly google: GoogleTwin;
  },
): Promise<{ readonly isRight: boolean; readonly counts: Readonly<Record<string, number>> }> {
  const [row = {}] = await postgres.ask<Record<string, string>>(countsStatement);
  const counts = Object.fromEntries(Object.entries(row).map(([name, n]) => [name, Number(n)]));
  const arrivals = new Map<string, number>();
  for (const { callbackData } of ends.delivered)
    arrivals.set(callbackData, (arrivals.get(callbackData) ?? 0) + 1);
  const outbound = await postgres.ask<{ id: string }>(
    `select id from ${messages} where direction = 'outbound' and status <> 'failed'`,
  );
  const onThePhoneTwice = [...arrivals.values()].filter((n) => n > 1).length;
  const events = professionals.reduce((sum, id) => sum + ends.google.events(calendarOf(id)).length, 0);
  const alerts = await alertCounts(postgres, ends.told);
  const all = {
    'messages taken': ends.expected,
    ...counts,
    'never on the phone': outbound.filter(({ id }) => !arrivals.has(id)).length,
    'on the phone twice': onThePhoneTwice,
    'bookings accepted': ends.booked,
    'events in the calendars': events,
    ...alerts,
  };
  console.table(all);
  const isRight =
    counts['inbound'] === ends.expected &&
    counts['distinct'] === ends.expected &&
    counts['unanswered'] === 0 &&
    counts['turns without exactly one answer'] === 0 &&
    counts['given up'] === 0 &&
    counts['overlaps'] === 0 &&
    counts['still held'] === 0 &&
    counts['confirmed'] === ends.booked &&
    events === ends.booked &&
    all['never on the phone'] === 0 &&
    alerts['alerts not told'] === 0 &&
    alerts['alerts never arrived'] === 0 &&
    onThePhoneTwice <= (counts['resent after an unknown outcome'] ?? 0);
  return { isRight, counts: all };
}
