const key = (conversationId: string) => `atende-draft-${conversationId}`;

/** What was begun in a conversation stays in this browser until it is sent. */
export const draftOf = (conversationId: string): string => localStorage.getItem(key(conversationId)) ?? '';

export function keepDraft(conversationId: string, text: string): void {
  if (text === '') localStorage.removeItem(key(conversationId));
  else localStorage.setItem(key(conversationId), text);
}

/** At sign-out nothing of a patient stays behind. */
export function forgetDrafts(): void {
  for (const name of Object.keys(localStorage)) if (name.startsWith(key(''))) localStorage.removeItem(name);
}
