import type pg from 'pg';

type Visit = {
  readonly clinicId: string;
  readonly serviceId: string;
  readonly contactId: string;
  readonly conversationId: string;
};

/** A confirmed visit in two hours that was booked yesterday: its reminder is due. Its id. */
export async function bookedYesterday(
  pool: pg.Pool,
  { clinicId, serviceId, contactId, conversationId }: Visit,
): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into appointments (
       clinic_id, id, series_id, state, requested_at, created_at, service_id, service_name, calendar_id, starts_at,
       ends_at, during, contact_id, conversation_id
     )
     select $1, visit, visit, 'confirmed', now(), now() - interval '1 day', $2, 'Consulta', visit::text,
       at, at + interval '30 min', tstzrange(at, at + interval '30 min'), $3, $4
     from (select gen_random_uuid() as visit, date_trunc('milliseconds', now()) + interval '119 min' as at) as new
     returning id`,
    [clinicId, serviceId, contactId, conversationId],
  );
  return rows[0]!.id;
}
