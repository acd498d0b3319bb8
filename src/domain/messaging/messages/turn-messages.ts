import type { MessageId, PatientMessage } from '../message.ts';
import type { VoiceNote } from './voice.ts';
import { changesMeaning, isChange, withChanges, type MessageChange } from './message-changes.ts';

/** A message of a turn together with what it says about another one, and what was said about it. */
export type TurnMessage = PatientMessage & {
  readonly metaMessageId?: string;
  readonly aboutMetaMessageId?: string;
  /** Of the message itself; also those that came before it. */
  readonly changes?: readonly MessageChange[];
  /** What is known of what was said in it; of recordings only. */
  readonly voice?: VoiceNote;
  /** What it is about, where that is in the same conversation. */
  readonly about?: AboutMessage;
};

/** The message that an edit, a deletion or a reaction is about. */
export type AboutMessage = {
  readonly id: MessageId;
  readonly byClinic: boolean;
  readonly type: string;
  /** As it was first. */
  readonly text: string;
  readonly changes: readonly MessageChange[];
  /** Nothing was said by us or by the clinic since. */
  readonly isOurLast: boolean;
};

/** What the patient wants to have said: edits applied, deleted messages left out, recordings in words where they were understood, oldest first. */
export const effectiveMessages = (messages: readonly TurnMessage[]): readonly PatientMessage[] =>
  messages.flatMap((message): readonly PatientMessage[] => {
    if (message.type === 'reaction') return answersByReaction(message);
    if (message.type === 'system' || isChange(message.type)) return [];
    const { text, deletedAt } = withChanges({ text: message.text, byClinic: false }, message.changes ?? []);
    if (deletedAt !== undefined) return [];
    const spoken = message.voice?.text;
    return [spoken === undefined ? { ...message, text } : { ...message, text: spoken, isTranscript: true }];
  });

/**
 * A thumb under our last question is a yes or a no, as if the patient had written it. Any other picture, and one under anything else, says nothing to an
 * assistant; staff see it.
 */
function answersByReaction(reaction: TurnMessage): readonly PatientMessage[] {
  const { about, aboutMetaMessageId: metaMessageId } = reaction;
  if (about === undefined || metaMessageId === undefined) return [];
  const { text, deletedAt, reactions = [] } = withChanges(about, about.changes);
  const emoji = reactions.find(({ by }) => by === 'patient')?.emoji;
  // taken back, or another one in its place
  if (emoji !== reaction.text || deletedAt !== undefined || !isQuestion(about)) return [];
  const meaning = meaningOfEmoji(emoji);
  const { id, type } = about;
  return meaning === undefined
    ? []
    : [{ ...reaction, type: 'text', text: meaning, quote: { metaMessageId, id, by: 'clinic', type, text } }];
}

const isQuestion = ({ byClinic, isOurLast, type, text }: AboutMessage): boolean =>
  byClinic && isOurLast && (type === 'buttons' || type === 'list' || text.includes('?'));

const meaningOfEmoji = (emoji: string): string | undefined =>
  /^[👍👌✅✔☑]/u.test(emoji) ? 'Sim' : /^[👎❌🚫✖]/u.test(emoji) ? 'Não' : undefined;

/** Whether the turn holds a change of something that was answered before: that is for people to look at. */
export const changesWhatWasAnswered = (messages: readonly TurnMessage[]): boolean => {
  const own = new Set<string>(messages.map(({ id }) => id));
  return messages.some(
    ({ about }) =>
      about !== undefined && !about.byClinic && !own.has(about.id) && changesMeaning(about, about.changes),
  );
};

/** Recordings that were still to be listened to when the turn was claimed: with their words it is another turn. */
export const awaitedVoices = (messages: readonly TurnMessage[]): readonly MessageId[] =>
  messages.filter(({ voice }) => voice?.state === 'due').map(({ id }) => id);

type Arrived = Pick<TurnMessage, 'id' | 'aboutMetaMessageId'> & {
  readonly type: string;
  readonly awaitsTurn: boolean;
};

/** A correction of something that the turn answers, which the answer does not know. */
export const isUnseenChange = (
  { id, type, aboutMetaMessageId, awaitsTurn }: Arrived,
  messages: readonly TurnMessage[],
): boolean =>
  awaitsTurn &&
  (type === 'edit' || type === 'revoke') &&
  messages.some(({ metaMessageId }) => metaMessageId !== undefined && metaMessageId === aboutMetaMessageId) &&
  !messages.some((message) => message.id === id) &&
  !seenChanges(messages).includes(id);

/** What a turn has seen of its messages: a change that is not among them came too late for the answer. */
export const seenChanges = (messages: readonly TurnMessage[]): readonly string[] =>
  messages.flatMap(({ changes = [] }) => changes.map(({ id }) => id));
