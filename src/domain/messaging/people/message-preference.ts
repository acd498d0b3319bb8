import type { TemplatePurpose } from '../../templates/purpose.ts';

/** Whether a patient wants what the clinic starts by itself, when they said so, and how. */
export type MessagePreference = {
  readonly wantsMessages: boolean;
  readonly at: Date;
  /** `whatsapp`: with a tap in WhatsApp. `message`: in words, to the clinic. */
  readonly by: 'whatsapp' | 'message';
};

/** A patient who wants no more messages: since when, and how they said it. */
export type OptOut = Pick<MessagePreference, 'at' | 'by'>;

/** The last word counts, in whatever order the words come; WhatsApp's times are seconds, and of one second the one that comes last. */
export function lastPreference(
  known: MessagePreference | undefined,
  said: MessagePreference,
): MessagePreference {
  if (known === undefined || known.at < said.at) return said;
  const isChange = known.at.getTime() === said.at.getTime() && known.wantsMessages !== said.wantsMessages;
  return isChange ? said : known;
}

export const optOutOf = (preference: MessagePreference | undefined): OptOut | undefined =>
  preference === undefined || preference.wantsMessages ? undefined : { at: preference.at, by: preference.by };

/**
 * Whether an opt-out forbids it. Reminders always. What the team writes, unless it answers: the window is open because
 * the patient wrote. Never that a visit was booked, cancelled or moved, nor that an answer waits.
 */
export const isForbiddenByOptOut = (purpose: TemplatePurpose, windowIsOpen: boolean): boolean =>
  purpose === 'reminder' || (purpose === 'team-text' && !windowIsOpen);
