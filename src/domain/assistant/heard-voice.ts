import { clipped } from '../language/text-length.ts';
import { paragraphs } from '../language/phrasing.ts';
import type { OutboundContent, PatientMessage } from '../messaging/message.ts';
import { fitToWhatsApp } from '../messaging/whatsapp-limits.ts';

/** Longer ones are known by how they begin. */
const longestQuote = 280;

/**
 * Whether these words may confirm, cancel, move or stop something. A machine may have heard a yes that nobody said: what
 * was spoken is repeated, and waits for a tap or for written words. Taking up a time is no more than that: it is asked
 * about before it is booked.
 */
export const maySettle = (messages: readonly Pick<PatientMessage, 'isTranscript'>[]): boolean =>
  messages.every(({ isTranscript }) => isTranscript !== true);

/**
 * The replies to a turn that was spoken, with what was understood before them, or after their first paragraph where that
 * cannot wait: a machine may have heard wrongly, and the patient sees it before anything is arranged.
 */
export function withWhatWasHeard(
  replies: readonly OutboundContent[],
  messages: readonly PatientMessage[],
  place: 'before' | 'after-first-paragraph' = 'before',
): readonly OutboundContent[] {
  const spoken = messages.filter(({ isTranscript }) => isTranscript === true).map(({ text }) => text);
  const [first, ...others] = replies;
  if (spoken.length === 0 || first === undefined) return replies;
  // stars and the like would make it bold
  const quote = clipped(spoken.join(' ').replace(/[*_~`]/g, ''), longestQuote);
  const heard = `🎤 Entendi do seu áudio: “${quote}”`;
  const [urgent, ...rest] = place === 'before' ? [undefined, first.body] : first.body.split('\n\n');
  const body = paragraphs(urgent, heard, ...rest);
  return [...fitToWhatsApp({ ...first, body }), ...others];
}
