import { wellFormed } from '../language/text-length.ts';
import { whatsAppLimits } from '../messaging/whatsapp-limits.ts';
import { QuickAnswerEmpty, QuickAnswerNameTaken, QuickAnswersFull } from './quick-answer-errors.ts';

export type QuickAnswerId = string & { readonly brand: 'QuickAnswerId' };
export const quickAnswerId = (value: string) => value as QuickAnswerId;

/** A text that the team of a clinic keeps for its replies. It is put into a reply, never sent by itself. */
export type QuickAnswer = {
  readonly id: QuickAnswerId;
  /** One line, by which the team finds it; no other one of the clinic has it, in whatever case. */
  readonly name: string;
  readonly text: string;
};

/** Lengths in UTF-16 units. */
export const quickAnswerLimits = { name: 40, text: whatsAppLimits.textBody, perClinic: 100 } as const;

/** Names with the same key are the same name. */
export const quickAnswerKey = (name: string): string => name.normalize('NFC').toLowerCase();

/** As it is kept. @throws QuickAnswerEmpty when of the name or of the text there is nothing to be seen */
export function quickAnswer({ id, name: writtenName, text: writtenText }: QuickAnswer): QuickAnswer {
  const name = wellFormed(writtenName).replace(/\s+/g, ' ');
  const text = wellFormed(writtenText);
  if (name === '') throw new QuickAnswerEmpty('name');
  if (text === '') throw new QuickAnswerEmpty('text');
  return { id, name, text };
}

/**
 * `others` are all of the clinic, without the one that is changed.
 * @throws QuickAnswerNameTaken, QuickAnswersFull
 */
export function refuseQuickAnswer(
  { name }: Pick<QuickAnswer, 'name'>,
  others: readonly Pick<QuickAnswer, 'name'>[],
): void {
  const key = quickAnswerKey(name);
  if (others.some((other) => quickAnswerKey(other.name) === key)) throw new QuickAnswerNameTaken(name);
  if (others.length >= quickAnswerLimits.perClinic) throw new QuickAnswersFull(quickAnswerLimits.perClinic);
}
