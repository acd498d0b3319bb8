import type { MediaView } from '../../../../domain/messaging/messages/media.ts';
import { shownQuote, type ShownQuote } from '../../../../domain/messaging/messages/shown-quote.ts';
import { given } from '../../../../domain/given.ts';
import type { MemoryDatabase } from '../../database.ts';
import type { MessageRow } from '../../rows.ts';
import { namedMessage, quoteOf } from '../related-messages.ts';

export function mediaOf(db: MemoryDatabase, row: MessageRow): MediaView | undefined {
  const media = db.media.find(({ message }) => message === row);
  if (media === undefined) return undefined;
  const { state, fileName, type, size, errorCode, voice } = media;
  const transcript = voice && {
    state: voice.state,
    ...given({ text: voice.text, errorCode: voice.errorCode }),
  };
  return { state, ...given({ fileName, type, size, errorCode, transcript }) };
}

/** What a message answers, with the file of that. */
export function quoteShownIn(db: MemoryDatabase, row: MessageRow): ShownQuote | undefined {
  const quote = quoteOf(db, row);
  if (quote === undefined) return undefined;
  const quoted = namedMessage(db, row, quote.metaMessageId);
  const original = db.messages.find(({ id }) => id === quote.id);
  return shownQuote(quote, quoted, original && mediaOf(db, original));
}
