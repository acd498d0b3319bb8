const prefix = 'atende-draft-';
const note = 'note-';
/** As it was called before the clinic stood in it; read until something is written. */
const formerKey = (name: string) => prefix + name;
const key = (clinicId: string, name: string) => `${prefix}${clinicId}/${name}`;

/** The name of the draft of a note in a conversation; that of a message is the conversation's id. */
export const noteDraft = (conversationId: string): string => note + conversationId;

/** What was begun in a conversation stays in this browser until it is sent. */
export const draftOf = (clinicId: string, name: string): string =>
  localStorage.getItem(key(clinicId, name)) ?? localStorage.getItem(formerKey(name)) ?? '';

export function keepDraft(clinicId: string, name: string, text: string): void {
  localStorage.removeItem(formerKey(name));
  if (text === '') localStorage.removeItem(key(clinicId, name));
  else localStorage.setItem(key(clinicId, name), text);
}

/** The conversations of a clinic in which something was begun. */
export const draftsOf = (clinicId: string): ReadonlySet<string> =>
  new Set(
    Object.keys(localStorage)
      .filter((name) => name.startsWith(key(clinicId, '')))
      .map((name) => name.slice(key(clinicId, '').length).replace(note, '')),
  );

/** Conversations in which something was begun before the clinic stood in the key; which clinic it is, nobody kept. */
export const formerDrafts = (): ReadonlySet<string> =>
  new Set(
    Object.keys(localStorage)
      .filter((name) => name.startsWith(prefix) && !name.includes('/'))
      .map((name) => name.slice(prefix.length).replace(note, '')),
  );

/** What was begun there before is of this clinic. */
export function claimFormerDrafts(clinicId: string, conversationId: string): void {
  for (const name of [conversationId, noteDraft(conversationId)])
    keepDraft(clinicId, name, draftOf(clinicId, name));
}

export function forgetDraftsOf(clinicId: string, conversationId: string): void {
  for (const name of [conversationId, noteDraft(conversationId)]) keepDraft(clinicId, name, '');
}

const kept = (): readonly string[] => Object.keys(localStorage).filter((name) => name.startsWith(prefix));

/** Whether this browser keeps anything that was begun. */
export const hasDrafts = (): boolean => kept().length > 0;

/** At sign-out nothing of a patient stays behind. */
export function forgetDrafts(): void {
  for (const name of kept()) localStorage.removeItem(name);
}
