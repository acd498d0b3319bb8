import type { BenchDatabase } from '../database.ts';

export type Size = {
  readonly visits: number;
  readonly clinics: number;
  /** The hour in which they are due, compressed. */
  readonly seconds: number;
};

export const numberOf = (clinic: number): string => `5511940${String(clinic).padStart(6, '0')}`;
export const phoneNumberIdOf = (clinic: number): string => `9${String(clinic).padStart(14, '0')}`;
/** The telephone of the n-th patient says which clinic is theirs. */
export const clinicOf = (phone: string, clinics: number): number => Number(phone.slice(-8)) % clinics;

/**
 * Visits that were booked yesterday, each of a patient of its own who wrote today. One in twenty is confirmed by its
 * patient already, one in twenty has nobody to write to.
 */
export async function seedVisits({ pool }: BenchDatabase, size: Size): Promise<void> {
  const { visits, clinics, seconds } = size;
  await pool.query(
    `insert into clinics (id, name, contextualization_json)
     select gen_random_uuid(), 'Bench ' || n, $2 from generate_series(0, $1::integer - 1) as n`,
    [clinics, JSON.stringify({ lembretes: { quando: '2 horas antes', silencio: false } })],
  );
  await pool.query(
    `insert into clinic_whatsapp_numbers (clinic_id, whatsapp_number, phone_number_id)
     select id, '5511940' || lpad(n::text, 6, '0'), '9' || lpad(n::text, 14, '0')
     from (select id, split_part(name, ' ', 2)::integer as n from clinics where name like 'Bench %') as c`,
  );
  await pool.query(
    `create table bench_visits as
     select c.id as clinic_id, c.n, gen_random_uuid() as contact, gen_random_uuid() as talk, gen_random_uuid() as visit,
       '551199' || lpad(v::text, 8, '0') as phone, '5511940' || lpad(c.n::text, 6, '0') as number, v,
       date_trunc('milliseconds', now() + interval '2 hours' + interval '10 s' + $3 * random() * interval '1 s') as at
     from generate_series(0, $1::integer - 1) as v
     join (select id, split_part(name, ' ', 2)::integer as n from clinics where name like 'Bench %') as c
       on c.n = v % $2::integer`,
    [visits, clinics, seconds],
  );
  await pool.query('insert into contacts (clinic_id, id) select clinic_id, contact from bench_visits');
  await pool.query(
    `insert into contact_identities (clinic_id, contact_id, kind, value)
     select clinic_id, contact, 'phone', phone from bench_visits`,
  );
  await pool.query(
    `insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id, last_patient_message_at)
     select clinic_id, talk, number, contact, now() from bench_visits`,
  );
  await pool.query(
    `insert into appointments (
       clinic_id, id, series_id, state, requested_at, created_at, service_id, service_name, calendar_id, starts_at,
       ends_at, during, contact_id, conversation_id, attendance_confirmed_at
     )
     select clinic_id, visit, visit, 'confirmed', now(), now() - interval '1 day', 'c1', 'Consulta', visit::text, at,
       at + interval '30 min', tstzrange(at, at + interval '30 min'), contact,
       case when v % 20 <> 7 then talk end, case when v % 20 = 3 then now() end
     from bench_visits`,
  );
  await pool.query('analyze');
}
