import { z } from 'zod';
import type { Appointments } from '../../../application/ports/scheduling/appointments.ts';
import { mostBufferMinutes } from '../../../domain/clinic/rules/booking-rules.ts';
import { InvalidCursor, readCursor, writeCursor } from '../../../domain/scheduling/appointment-cursor.ts';
import type { TenantPool } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';
import { appointmentRow } from './appointment-rows.ts';

const appointmentRows = z.array(appointmentRow);

const seconds = 'extract(epoch from ends_at - starts_at)';
/** A visit that is not over at a time began so long before it at most: else all earlier ones would be read (migrations/0143). */
const longestVisit = `(
  select coalesce((
    select ${seconds} from appointments where clinic_id = $1 and ${seconds} > 0 order by ${seconds} desc limit 1
  ), 0) * interval '1 second'
)`;

/** The visits of a contact and of people merged into it. One by one: whatever the tables are measured to be, by their index. */
const visitsOf = (contact: string): string => `
  with recursive person as (
    select id from contacts where clinic_id = $1 and id = ${contact}::uuid
    union
    select merged.id from person join contacts as merged on merged.clinic_id = $1 and merged.merged_into = person.id
  )
  select a.*
  from person as p (person_id)
  cross join lateral (select * from appointments where clinic_id = $1 and contact_id = p.person_id offset 0) as a`;

const isInPage = `($5::timestamptz is null or (starts_at, id) > ($5, $6::uuid))
  order by starts_at, id
  limit $4 + 1`;
const listStatement = `
  select * from appointments
  where clinic_id = $1 and starts_at > $2::timestamptz - ${longestVisit} and starts_at < $3 and ends_at > $2 and ${isInPage}`;
const listOfContactStatement = `${visitsOf('$7')} where starts_at < $3 and ends_at > $2 and ${isInPage}`;

type Lists = Pick<Appointments, 'ofContact' | 'liveDuring' | 'list'>;

export const appointmentLists = (tenants: TenantPool): Lists => ({
  async ofContact(clinicId, contactId, now) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `${visitsOf('$2')}
       where a.ends_at > $3
         and (a.state = 'confirmed' or a.state = 'held' and (a.requested_at is not null or a.hold_expires_at > $3))
       order by a.starts_at, a.id`,
      values: [clinicId, contactId, now],
    });
    return appointmentRows.parse(rows);
  },

  async liveDuring(clinicId, { start, end }) {
    if (start >= end) return [];
    // the limits are those of `during`, with the longest buffers: ranges cannot be looked up in an index under a policy (docs/decisions/0070)
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select * from appointments
       where clinic_id = $1 and during && tstzrange($2, $3) and state in ('held', 'confirmed')
         and starts_at > $2::timestamptz - $4 * interval '1 minute' - ${longestVisit}
         and starts_at < $3::timestamptz + $4 * interval '1 minute'
       order by starts_at, id`,
      values: [clinicId, start, end, mostBufferMinutes],
    });
    return appointmentRows.parse(rows);
  },

  async list(clinicId, { start, end }, limit, cursor, contactId) {
    const after = cursor === undefined ? undefined : readCursor(cursor);
    if (cursor !== undefined && after === undefined) throw new InvalidCursor();
    const page = [clinicId, start, end, limit, after?.start, after?.id];
    const { rows } = await queryInTenant(
      tenants,
      clinicId,
      contactId === undefined
        ? { text: listStatement, values: page }
        : { text: listOfContactStatement, values: [...page, contactId] },
    );
    const found = appointmentRows.parse(rows);
    const appointments = found.slice(0, limit);
    const last = appointments.at(-1);
    return { appointments, ...(found.length > limit && last && { next: writeCursor(last) }) };
  },
});
