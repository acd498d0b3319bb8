import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { OnceOnly } from '../../../domain/scheduling/appointment-changes.ts';
import {
  appointmentId,
  type Appointment,
  type AppointmentId,
} from '../../../domain/scheduling/appointment.ts';
import { checkRepetition } from '../../../domain/scheduling/decide-change.ts';
import { appointmentRow } from './appointment-rows.ts';

/** How long a key is remembered. */
const keyLifetime = '7 days';

/** What was made under the key before; otherwise the key is ours, if this transaction commits. */
export async function takeKey(
  client: PoolClient,
  clinicId: ClinicId,
  once: OnceOnly,
  id: AppointmentId,
): Promise<Appointment | undefined> {
  await client.query(
    `delete from idempotency_keys
     where (clinic_id, key) in (
       select clinic_id, key from idempotency_keys
       where clinic_id = $1 and created_at < now() - interval '${keyLifetime}'
       limit 100
       for update skip locked
     )`,
    [clinicId],
  );
  const { rowCount } = await client.query(
    `insert into idempotency_keys (clinic_id, key, fingerprint, appointment_id) values ($1, $2, $3, $4)
     on conflict (clinic_id, key) do nothing`,
    [clinicId, once.key, once.fingerprint, id],
  );
  return rowCount === 1 ? undefined : madeUnderKey(client, clinicId, once);
}

const keyRow = z
  .object({ fingerprint: z.string(), appointment_id: z.string().transform(appointmentId) })
  .transform((row) => ({ fingerprint: row.fingerprint, appointmentId: row.appointment_id }));

/** @throws IdempotencyKeyReused */
export async function madeUnderKey(
  client: Pick<PoolClient, 'query'>,
  clinicId: ClinicId,
  once: OnceOnly,
): Promise<Appointment | undefined> {
  const { rows: keys } = await client.query(
    'select fingerprint, appointment_id from idempotency_keys where clinic_id = $1 and key = $2',
    [clinicId, once.key],
  );
  const first = keyRow.optional().parse(keys[0]);
  if (first === undefined) return undefined;
  checkRepetition(once, first);
  const { rows } = await client.query('select * from appointments where clinic_id = $1 and id = $2', [
    clinicId,
    first.appointmentId,
  ]);
  return appointmentRow.optional().parse(rows[0]);
}
