/**
 * Who said that a clinic's sends must stop: the answer to a send, a status that came later, or Meta's news about the
 * account. Later ones weigh more.
 */
export const stopSources = ['send', 'status', 'news'] as const;
export type StopSource = (typeof stopSources)[number];

/**
 * What ends a stop:
 * - `accepted`: WhatsApp took a message that was handed over after the stop; enough only where a send had been refused
 * - `sent`: a message really left WhatsApp after the stop (Meta's own timestamp)
 * - `news`: Meta says that the account is well again
 */
export type ResumeProof =
  | { readonly by: 'accepted'; readonly at: Date }
  | { readonly by: 'sent'; readonly at: Date }
  | { readonly by: 'news' };

export function endsStop(stop: { readonly by: StopSource; readonly at: Date }, proof: ResumeProof): boolean {
  if (proof.by === 'news') return true;
  return stop.at < proof.at && (proof.by === 'sent' || stop.by === 'send');
}
