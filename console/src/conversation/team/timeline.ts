import type { ConversationNote, Message } from '../../../../client/atende-client.ts';

/** What stands in a conversation: what was said, and what the team noted for itself. */
export type Line =
  | { readonly kind: 'message'; readonly id: string; readonly at: string; readonly message: Message }
  | { readonly kind: 'note'; readonly id: string; readonly at: string; readonly note: ConversationNote };

/**
 * Notes in their place in time among the messages, oldest first. Where older messages are not loaded yet, notes from that
 * time wait for them: above the oldest message shown they would stand among words that are missing.
 */
export function timeline(
  messages: readonly Message[],
  notes: readonly ConversationNote[],
  hasOlder: boolean,
): readonly Line[] {
  const from = hasOlder ? messages[0]?.createdAt : undefined;
  const lines: readonly Line[] = [
    ...messages.map((message): Line => ({
      kind: 'message',
      id: message.id,
      at: message.createdAt,
      message,
    })),
    ...notes
      .filter(({ createdAt }) => from === undefined || createdAt >= from)
      .map((note): Line => ({ kind: 'note', id: note.id, at: note.createdAt, note })),
  ];
  // both come from one clock, written alike
  return lines.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
