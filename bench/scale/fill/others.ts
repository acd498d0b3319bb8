import { clinicIdOf, conversations, idOf, phoneAt, type Filled } from './rows.ts';
import { nameAt } from './texts.ts';

const statuses = `'{"failedAttempts":0,"offered":[{"id":"human","title":"Falar com a equipe"},{"id":"topic:menu","title":"Ver opções"}],"lastSpokeAt":"2026-11-30T19:07:29.809Z"}'`;

/** The clinics besides the largest, with their numbers, of which Meta was asked just now; triggers keep their first contexts. */
export const clinicsInsert = (filled: Filled): string => `
with numbered as (
  select ${clinicIdOf(filled, 'k')} as id, ${numberOf('k')} as number, k from generate_series(1, ${filled.clinics - 1}) as k
), made as (
  insert into clinics (id, name) select id, 'Clínica ' || k from numbered
), healthy as (
  insert into whatsapp_number_health (clinic_id, whatsapp_number, due_at)
  select id, number, now() + interval '6 hours' from numbered
)
insert into clinic_whatsapp_numbers (clinic_id, whatsapp_number, phone_number_id, templates_due_at)
select id, number, '30' || lpad(k::text, 13, '0'), now() + interval '6 hours' from numbered`;

const numberOf = (k: string) => `case ${k} when 0 then '5511955500000' else '55113' || (30000000 + ${k}) end`;

/** People and conversations: three in a hundred are led by people, one in ten has something unread, few wait. */
export const peopleInserts = (filled: Filled): readonly string[] => [
  `insert into contacts (clinic_id, id, profile_name, created_at)
   select clinic_id, contact_id, ${nameAt('place')}, begun_at from ${conversations(filled)} as c`,
  `insert into contact_identities (clinic_id, kind, value, contact_id, first_seen_at)
   select clinic_id, kind, ${phoneAt('place')}, contact_id, begun_at
   from ${conversations(filled)} as c cross join (values ('phone'), ('wa_id')) as known (kind)`,
  `insert into whatsapp_conversations_improved (
     clinic_id, id, whatsapp_number, contact_id, arrivals, turn_lease_token, dialogue, unread, last_message_at,
     last_patient_message_at, created_at, mode, attention, assigned_to, assigned_at
   )
   select clinic_id, id, ${numberOf('k')}, contact_id, ${filled.exchanges / filled.conversations}, ${filled.exchanges / filled.conversations},
     ${statuses}, case when nth % 10 = 1 then 2 else 0 end, last_asked_at + interval '1500 ms',
     date_trunc('second', last_asked_at), begun_at, case when nth % 33 = 1 then 'human' else 'assistant' end,
     case when nth % 200 = 3
       then jsonb_build_object('handover', jsonb_build_object(
         'reason', 'asked', 'summary', 'Pediu para falar com a equipe', 'at', last_asked_at
       )) else '{}' end,
     case when nth % 50 = 1 then 'user:' || nth / 50 % 5 end, case when nth % 50 = 1 then last_asked_at end
   from ${conversations(filled)} as c`,
  `insert into send_pacing (clinic_id, key, next_free_at)
   select clinic_id, 'pair:' || id, last_asked_at + interval '8 seconds' from ${conversations(filled)} as c
   union all
   select ${clinicIdOf(filled, 'k')}, 'number:' || ${numberOf('k')}, ${filled.now} from generate_series(0, ${filled.clinics - 1}) as k`,
  `insert into objective_days (clinic_id, objective, day, good)
   select ${clinicIdOf(filled, 'k')}, objective, (${filled.now} at time zone 'UTC')::date - ago, 20
   from generate_series(0, ${filled.clinics - 1}) as k, generate_series(1, 30) as ago,
     (values ('acknowledged'), ('answered')) as promised (objective)`,
];

/** A visit for every fifth conversation, around now, eight hours apart in each of ten calendars of the clinic. */
const visits = (filled: Filled): string => `
insert into appointments (
  clinic_id, id, series_id, state, requested_at, service_id, service_name, practitioner_id, calendar_id, starts_at, ends_at,
  during, contact_id, conversation_id, created_at, written_calendar_id, written_event_id, written_start, written_end,
  written_seen, remind_at
)
select clinic_id, visit, visit, 'confirmed', begun_at, 'consulta', 'Consulta', 'p' || calendar, 'c' || calendar, starts_at,
  starts_at + interval '40 minutes', tstzrange(starts_at, starts_at + interval '40 minutes'), contact_id, id, begun_at,
  'c' || calendar, 'e' || replace(visit::text, '-', '') || '1', starts_at, starts_at + interval '40 minutes', true,
  -- none is due while something is measured
  case when starts_at > ${filled.now} then greatest(starts_at - interval '1 day', ${filled.now} + interval '6 hours') end
from (
  select *, ${idOf('begun_at', '007', 'c')} as visit, nth / 5 % 10 as calendar,
    date_trunc('hour', ${filled.now}) + (nth / 50 + 1) / 2 * case when nth / 50 % 2 = 0 then -1 else 1 end * interval '8 hours' as starts_at
  from ${conversations(filled)} as c
  where nth % 5 = 0
) as visited`;

/** Every tenth conversation was once handed over, and of two hundred one is; somebody of a team acts for every second. */
export const workInserts = (filled: Filled): readonly string[] => [
  visits(filled),
  `insert into alerts (id, clinic_id, kind, subject, message, opened_at, last_seen_at, resolved_at)
   select ${idOf('last_asked_at', '008', 'c')}, clinic_id, 'handover', id::text, 'O paciente pediu para falar com a equipe',
     last_asked_at, last_asked_at, case when nth % 200 <> 3 then last_asked_at + interval '5 minutes' end
   from ${conversations(filled)} as c
   where nth % 10 = 3
   order by last_asked_at`,
  `insert into audit_log (clinic_id, id, at, actor, action, subject, outcome, finished_at)
   select clinic_id, ${idOf('last_asked_at', '009', 'c')}, last_asked_at, 'user:' || nth / 2 % 5,
     (array['conversation.taken-over', 'conversation.returned', 'message.sent', 'appointment.created', 'patient.exported'])[1 + nth / 2 % 7 % 5],
     'conversation:' || id, 'done', last_asked_at
   from ${conversations(filled)} as c
   where nth % 2 = 0
   order by last_asked_at`,
];
