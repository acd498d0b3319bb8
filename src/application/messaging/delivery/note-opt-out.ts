import type { MessagePreferences } from '../../ports/messaging/message-preferences.ts';
import type { ConversationPlace } from './review-undelivered.ts';

/** WhatsApp has refused a message because its recipient wants no more of that kind: as if they had said so with a tap. */
export async function noteOptOut(
  preferences: Pick<MessagePreferences, 'noteIn'>,
  { clinicId, conversationId }: ConversationPlace,
  at: Date,
): Promise<void> {
  await preferences.noteIn(clinicId, conversationId, { wantsMessages: false, at, by: 'whatsapp' });
}
