import type { SentMessage } from '../../tests/support/vendors/graph-stub.ts';
import type { BenchDatabase } from '../database.ts';
import { clinicOf, type Size } from './world.ts';

type Evidence = {
  readonly database: BenchDatabase;
  readonly sent: readonly SentMessage[];
  readonly size: Size;
  readonly kills: number;
  readonly ms: number;
  readonly perNumberPerSecond: number;
};

/** Prints what was counted, and tells whether all of it is right. */
export async function checkReminders(evidence: Evidence): Promise<boolean> {
  const { database, sent, size, kills, ms, perNumberPerSecond } = evidence;
  const count = async (sql: string): Promise<number> => {
    const { rows } = await database.pool.query<{ n: number }>(
      `select count(*)::integer as n from (${sql}) as found`,
    );
    return rows[0]?.n ?? 0;
  };
  const undecided = await count(
    'select 1 from bench_visits as v where not exists (select from reminders as r where r.appointment_id = v.visit)',
  );
  const twiceDecided = await count(
    'select appointment_id from reminders group by appointment_id having count(*) > 1',
  );
  const { rows: outcomes } = await database.pool.query<{ outcome: string; n: number }>(
    `select coalesce('skipped: ' || r.skipped, m.status || coalesce(' ' || m.error_code, '')) as outcome,
       count(*)::integer as n
     from reminders as r
     left join whatsapp_messages_improved as m on m.clinic_id = r.clinic_id and m.id = r.message_id
     group by 1 order by 2 desc`,
  );
  const byPatient = new Map<string, number>();
  for (const { to } of sent) byPatient.set(to, (byPatient.get(to) ?? 0) + 1);
  const twiceSent = [...byPatient.values()].filter((n) => n > 1).length;
  // one whose sender died twice around the call is failed, and says so: nobody knows whether it arrived
  const promised = await database.pool.query<{ phone: string }>(
    `select v.phone
     from reminders as r
     join bench_visits as v on v.visit = r.appointment_id
     join whatsapp_messages_improved as m on m.clinic_id = r.clinic_id and m.id = r.message_id
     where not (m.status = 'failed' and m.error_code is not null)`,
  );
  const missing = promised.rows.filter(({ phone }) => !byPatient.has(phone)).length;
  const busiest = mostInASecond(sent, size);
  const lags = await database.pool.query<{ p50: number; p99: number }>(
    `select percentile_cont(0.5) within group (order by extract(epoch from decided_at - due_at)) as p50,
       percentile_cont(0.99) within group (order by extract(epoch from decided_at - due_at)) as p99
     from reminders`,
  );
  console.log(
    `${size.visits} visits of ${size.clinics} clinics, their hour in ${size.seconds} s, ${kills} processes killed, ${Math.round(ms / 1_000)} s in all`,
  );
  for (const { outcome, n } of outcomes) console.log(`  ${String(n).padStart(6)} ${outcome}`);
  console.log(
    `decided after they were due: ${lags.rows[0]?.p50.toFixed(1)} s at the median, ${lags.rows[0]?.p99.toFixed(1)} s at 99 %`,
  );
  console.log(
    `most messages of one number in a second: ${busiest} (allowed: ${perNumberPerSecond} and its burst)`,
  );
  console.log(
    `undecided ${undecided}, decided twice ${twiceDecided}, patients reminded twice ${twiceSent}, neither at WhatsApp nor with a reason ${missing}`,
  );
  return undecided === 0 && twiceDecided === 0 && twiceSent === 0 && missing === 0;
}

function mostInASecond(sent: readonly SentMessage[], { clinics }: Size): number {
  const perSecond = new Map<string, number>();
  for (const { to, at } of sent) {
    const key = `${clinicOf(to, clinics)} ${Math.floor(at / 1_000)}`;
    perSecond.set(key, (perSecond.get(key) ?? 0) + 1);
  }
  return Math.max(0, ...perSecond.values());
}
