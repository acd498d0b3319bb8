import type { Choice } from '../message.ts';
import type { SentContent } from '../sending/team-content.ts';

/** A message that the patient has got from the clinic's side, whoever wrote it. */
export type ShownMessage = {
  readonly choices: readonly Choice[];
  /** It came by itself, and tells of an appointment. */
  readonly isReport: boolean;
};

/** What may be chosen from it, in the order in which it is shown. */
export function choicesIn(content: SentContent): readonly Choice[] {
  switch (content.type) {
    case 'buttons':
    case 'template':
      return content.buttons;
    case 'list':
      return content.sections.flatMap(({ rows }) => rows.map(({ id, title }) => ({ id, title })));
    case 'text':
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'location':
    case 'contacts':
    case 'reaction':
    case 'contact-request':
      return [];
    default:
      // written by a newer version beside this one
      content satisfies never;
      return [];
  }
}

/**
 * What a number picks from that is written now: the choices of the last message, and nothing where that has none, because
 * then the number answers words. Reports without choices come in between and change nothing. `undefined` where nothing
 * has reached the patient yet.
 */
export const choicesShownLast = (newestFirst: readonly ShownMessage[]): readonly Choice[] | undefined =>
  newestFirst.find(({ choices, isReport }) => choices.length > 0 || !isReport)?.choices;
