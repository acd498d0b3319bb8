import type { CallerRole } from '../access/caller.ts';
import { wellFormed } from '../language/text-length.ts';
import type { ConversationId } from '../messaging/message.ts';
import { NoteEmpty, NoteOfAnother } from './note-errors.ts';

export type NoteId = string & { readonly brand: 'NoteId' };
export const noteId = (value: string) => value as NoteId;

/** What somebody of the team has written about a patient for the others. The patient never sees it. */
export type ConversationNote = {
  readonly id: NoteId;
  /** Where it is read: of a merged conversation, the one that it went into. */
  readonly conversationId: ConversationId;
  readonly text: string;
  /** As in the audit log. */
  readonly writtenBy: string;
  readonly createdAt: Date;
};

/** UTF-16 units. */
export const longestNote = 4_000;

/** @throws NoteEmpty when there is nothing to be seen */
export function noteText(written: string): string {
  const text = wellFormed(written);
  if (text === '') throw new NoteEmpty();
  return text;
}

/** Whoever wrote it, and who administers the clinic. @throws NoteOfAnother */
export function refuseDeleting(
  { writtenBy }: Pick<ConversationNote, 'writtenBy'>,
  by: { readonly actor: string; readonly role: CallerRole },
): void {
  const administers = by.role === 'clinic-admin' || by.role === 'platform-admin';
  if (by.actor !== writtenBy && !administers) throw new NoteOfAnother();
}
