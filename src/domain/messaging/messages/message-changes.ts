import { folded } from '../../language/folded-text.ts';
import type { MessageType } from '../message.ts';

/** What says something about another message instead of being one. */
export const changeTypes = ['edit', 'revoke', 'reaction'] as const satisfies readonly MessageType[];
export type ChangeType = (typeof changeTypes)[number];
export const isChange = (type: string): type is ChangeType => changeTypes.some((each) => each === type);

/** Something that was said about a message, as it is stored: nothing is overwritten. */
export type MessageChange = {
  readonly id: string;
  readonly type: ChangeType;
  /** The new words of an edit, the emoji of a reaction; `''` takes the reaction back. */
  readonly text: string;
  /** Meta's timestamp, second resolution. */
  readonly sentAt: Date;
  /** Decides between two changes of the same second, the same way in whichever order they came. */
  readonly key: string;
  readonly byClinic: boolean;
};

export type Reaction = { readonly emoji: string; readonly by: 'patient' | 'clinic'; readonly at: Date };

/** A message as it stands after everything that was said about it. */
export type ChangedMessage = {
  /** The last words of it; `''` when it was deleted. */
  readonly text: string;
  /** When its words were last changed, and what they were at first. */
  readonly edited?: { readonly at: Date; readonly before: string };
  readonly deletedAt?: Date;
  /** The last one of each side. */
  readonly reactions?: readonly Reaction[];
};

type Original = { readonly text: string; readonly byClinic: boolean };

/**
 * The end state of a message, whatever the order in which its changes came. Words are changed and deleted by their own
 * side only; a deletion is final.
 */
export function withChanges({ text, byClinic }: Original, changes: readonly MessageChange[]): ChangedMessage {
  const inOrder = changes.toSorted(bySaid);
  const own = inOrder.filter((change) => change.byClinic === byClinic);
  const deleted = own.find(({ type }) => type === 'revoke');
  const edit = own.findLast(({ type }) => type === 'edit');
  const reactions = [false, true].flatMap((clinic) => reactionOf(inOrder, clinic) ?? []);
  return {
    text: deleted ? '' : (edit?.text ?? text),
    ...(edit && !deleted && { edited: { at: edit.sentAt, before: text } }),
    ...(deleted && { deletedAt: deleted.sentAt }),
    ...(reactions.length > 0 && !deleted && { reactions }),
  };
}

const bySaid = (one: MessageChange, other: MessageChange): number =>
  one.sentAt.getTime() - other.sentAt.getTime() || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);

function reactionOf(inOrder: readonly MessageChange[], clinic: boolean): Reaction | undefined {
  const last = inOrder.findLast(({ type, byClinic }) => type === 'reaction' && byClinic === clinic);
  if (last === undefined || last.text === '') return undefined;
  return { emoji: last.text, by: clinic ? 'clinic' : 'patient', at: last.sentAt };
}

/**
 * Whether somebody who acted on the first words should look again: not when every edit only mends spelling, case or
 * accents.
 */
export const changesMeaning = (original: Original, changes: readonly MessageChange[]): boolean =>
  changes.some(
    ({ type, text, byClinic }) =>
      byClinic === original.byClinic &&
      (type === 'revoke' || (type === 'edit' && meaningOf(text) !== meaningOf(original.text))),
  );

/** Of pictures alone, the pictures. */
const meaningOf = (text: string): string => folded(text) || text;
