import { given } from '../../given.ts';
import type { QuotedMessage } from '../message.ts';
import type { MediaView } from './media.ts';
import { withChanges, type MessageChange } from './message-changes.ts';

/** What a message answers, as people see it; of a deleted one no file is shown. */
export type ShownQuote = QuotedMessage & {
  readonly deletedAt?: Date;
  readonly media?: Pick<MediaView, 'state' | 'type' | 'fileName'>;
};

type Quoted = {
  readonly text: string;
  readonly byClinic: boolean;
  readonly changes: readonly MessageChange[];
};

/** `quoted`: the message, where it is in the same conversation, with its file. */
export function shownQuote(
  quote: QuotedMessage,
  quoted: Quoted | undefined,
  file: MediaView | undefined,
): ShownQuote {
  if (quoted === undefined) return quote;
  const { deletedAt } = withChanges(quoted, quoted.changes);
  if (deletedAt !== undefined) return { ...quote, deletedAt };
  if (file === undefined) return quote;
  const { state, type, fileName } = file;
  return { ...quote, media: { state, ...given({ type, fileName }) } };
}
