import type { Sighting } from '../../../domain/messaging/people/contact-identity.ts';
import { learnIdentities } from '../../../domain/messaging/people/learn-identities.ts';
import { applyChange } from '../../../domain/messaging/people/people.ts';
import type { MemoryDatabase } from '../database.ts';
import { flagContact, peopleOf } from './people.ts';
import type { MessageRow } from '../rows.ts';

/** Keeps what WhatsApp says of the recipient of a message. */
export function keepRecipientIdentities(
  db: MemoryDatabase,
  { clinicId, conversationId }: MessageRow,
  recipient: Sighting,
): void {
  const contactId = db.conversations.get(conversationId)?.contactId;
  if (contactId === undefined) return;
  const people = peopleOf(db, clinicId);
  for (const change of learnIdentities(contactId, recipient, people.directory)) {
    applyChange(people.directory, change);
    if (change.type === 'flag') flagContact(people, change);
  }
}
