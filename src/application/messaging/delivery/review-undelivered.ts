import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import type { Conversations } from '../../ports/messaging/conversations.ts';
import type { AlertCondition, Alerts } from '../../ports/operations/alerts.ts';
import type { Clock } from '../../ports/system/clock.ts';

export type ConversationPlace = { readonly clinicId: ClinicId; readonly conversationId: ConversationId };

/** Open while the patient has not got what was said last in the conversation (`undelivered`). */
export const undeliveredAlert = ({ clinicId, conversationId }: ConversationPlace): AlertCondition => ({
  clinicId,
  kind: 'send-failed',
  subject: conversationId,
});

export const undeliveredWords = (errorCode = 'unknown'): string =>
  `O paciente não recebeu a última mensagem (código ${errorCode}). Abra a conversa e veja por quê; se for urgente, ligue.`;

/**
 * Brings the alert of a conversation in line with what its messages have come to: ends it where something has arrived since,
 * opens it where a crash came before that. May be repeated, in any order and by several at once; only a `new` failure counts
 * as one more occurrence.
 */
export type ReviewUndelivered = (place: ConversationPlace, failure?: 'new' | 'known') => Promise<void>;

type Needs = { conversations: Pick<Conversations, 'get'>; alerts: Alerts; clock: Clock };

export const makeReviewUndelivered = ({ conversations, alerts, clock }: Needs): ReviewUndelivered => {
  const review: ReviewUndelivered = async ({ clinicId, conversationId }, failure = 'known') => {
    const shown = await conversations.get(clinicId, conversationId);
    // one that was merged is shown where it went
    if (shown?.id !== conversationId || shown.undelivered === undefined)
      await alerts.resolve(undeliveredAlert({ clinicId, conversationId }), clock.now());
    if (shown?.undelivered === undefined) return;
    const place = { clinicId, conversationId: shown.id };
    const words = undeliveredWords(shown.undelivered.errorCode);
    const open = failure === 'new' ? 'open' : 'openOnce';
    // something may have arrived since it was read, and its status found no alert to end
    if (await alerts[open](undeliveredAlert(place), words, clock.now())) await review(place);
  };
  return review;
};
