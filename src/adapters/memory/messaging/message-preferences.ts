import type { MessagePreferences } from '../../../application/ports/messaging/message-preferences.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';
import {
  lastPreference,
  type MessagePreference,
} from '../../../domain/messaging/people/message-preference.ts';
import type { MemoryDatabase } from '../database.ts';
import { peopleOf } from './people.ts';

export const memoryMessagePreferences = (db: MemoryDatabase): MessagePreferences => ({
  note: (clinicId, contactId, preference) =>
    db.atomically(() => notePreference(db, clinicId, contactId, preference)),
  noteIn: (clinicId, conversationId, preference) =>
    db.atomically(() => {
      const row = db.conversations.get(conversationId);
      return row?.clinicId === clinicId && notePreference(db, clinicId, row.contactId, preference);
    }),
});

export function notePreference(
  db: MemoryDatabase,
  clinicId: ClinicId,
  contactId: ContactId,
  preference: MessagePreference,
): boolean {
  const { directory, merges, preferences } = peopleOf(db, clinicId);
  let place = contactId;
  for (let merge = merges.find(({ merged }) => merged.id === place); merge !== undefined;) {
    place = merge.kept;
    merge = merges.find(({ merged }) => merged.id === place);
  }
  if (!directory.contacts.has(place)) return false;
  const before = preferences.get(place);
  const after = lastPreference(before, preference);
  preferences.set(place, after);
  return after !== before;
}
