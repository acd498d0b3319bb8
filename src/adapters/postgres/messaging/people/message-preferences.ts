import { z } from 'zod';
import type { MessagePreferences } from '../../../../application/ports/messaging/message-preferences.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import type { MessagePreference } from '../../../../domain/messaging/people/message-preference.ts';
import type { TenantPool } from '../../pool.ts';
import { queryInTenant } from '../../transaction.ts';

/** Of a row of `contacts`. */
export const preferenceColumns = {
  wants_messages: z.boolean().nullable(),
  preference_at: z.date().nullable(),
  preference_by: z.enum(['whatsapp', 'message']).nullable(),
};

type PreferenceRow = {
  readonly wants_messages: boolean | null;
  readonly preference_at: Date | null;
  readonly preference_by: MessagePreference['by'] | null;
};

export const preferenceOf = ({
  wants_messages: wantsMessages,
  preference_at: at,
  preference_by: by,
}: PreferenceRow): MessagePreference | undefined =>
  wantsMessages === null || at === null || by === null ? undefined : { wantsMessages, at, by };

type Said = { readonly at: string; readonly wants: string };

/**
 * Whether `said` takes the place of `known`: `lastPreference` in SQL, for expressions of these values; never null. Held to
 * it by tests/contract/rules/preference-rule.test.ts.
 */
export const replacesPreference = (known: Said, said: Said): string => `coalesce(
  ${known.at} < ${said.at} or (${known.at} = ${said.at} and ${known.wants} <> ${said.wants}),
  ${said.at} is not null
)`;

const knownOrSaid = replacesPreference(
  { at: 'preference_at', wants: 'wants_messages' },
  { at: '$4::timestamptz', wants: '$3::boolean' },
);

/** `person`: an expression of `$2` that is the id of a contact. */
const noteStatement = (person: string) => `
with recursive place as (
  select id, merged_into from contacts where clinic_id = $1 and id = ${person}
  union
  select next.id, next.merged_into
  from place
  join contacts as next on next.clinic_id = $1 and next.id = place.merged_into
)
update contacts set wants_messages = $3, preference_at = $4, preference_by = $5
where clinic_id = $1 and id in (select id from place where merged_into is null) and ${knownOrSaid}`;

const noteOfContact = noteStatement('$2');
const noteOfConversation = noteStatement(
  '(select contact_id from whatsapp_conversations_improved where clinic_id = $1 and id = $2)',
);

export const postgresMessagePreferences = (tenants: TenantPool): MessagePreferences => {
  const note = async (
    text: string,
    clinicId: ClinicId,
    id: string,
    { wantsMessages, at, by }: MessagePreference,
  ) => {
    const values = [clinicId, id, wantsMessages, at, by];
    const { rowCount } = await queryInTenant(tenants, clinicId, { text, values });
    return rowCount === 1;
  };
  return {
    note: (clinicId, contact, preference) => note(noteOfContact, clinicId, contact, preference),
    noteIn: (clinicId, conversation, preference) =>
      note(noteOfConversation, clinicId, conversation, preference),
  };
};
