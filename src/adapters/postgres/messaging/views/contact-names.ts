import { z } from 'zod';
import type { ContactName } from '../../../../application/ports/messaging/conversations.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { given } from '../../../../domain/given.ts';
import { contactId, type ContactId } from '../../../../domain/messaging/people/contact-identity.ts';
import type { TenantPool } from '../../pool.ts';
import { queryInTenant } from '../../transaction.ts';

const namesStatement = `
select contact.id, contact.profile_name, (
  select value from contact_identities as i
  where i.clinic_id = contact.clinic_id and i.contact_id = contact.id and i.kind = 'phone' and i.superseded_at is null
  order by first_seen_at desc limit 1
) as phone
from contacts as contact
where contact.clinic_id = $1 and contact.id = any($2::uuid[])`;

const nameRow = z
  .object({
    id: z.string().transform(contactId),
    profile_name: z.string().nullable(),
    phone: z.string().nullable(),
  })
  .transform((row): [ContactId, ContactName] => [
    row.id,
    given({ name: row.profile_name ?? undefined, phone: row.phone ?? undefined }),
  ]);

/** What these people are called, and where they are reached, by id; whoever is not of the clinic is not in it. */
export async function readNames(
  tenants: TenantPool,
  clinicId: ClinicId,
  contacts: readonly ContactId[],
): Promise<ReadonlyMap<ContactId, ContactName>> {
  if (contacts.length === 0) return new Map();
  const { rows } = await queryInTenant(tenants, clinicId, {
    text: namesStatement,
    values: [clinicId, contacts],
  });
  return new Map(z.array(nameRow).parse(rows));
}
