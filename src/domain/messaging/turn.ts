import type { MessageOrigin, ReceivedMessage } from './webhook-item.ts';
import type { MessageType, PatientMessage } from './message.ts';

export type TurnPolicy = {
  /** Quiet time after the last message before the assistant answers. */
  readonly debounceMs: number;
  /** Longest wait after the first unanswered message. */
  readonly capMs: number;
  readonly maxAttempts: number;
  /** How long after the last human act the assistant stays silent. */
  readonly humanQuietMs: number;
};

export const defaultTurnPolicy: TurnPolicy = {
  debounceMs: 1_500,
  capMs: 6_000,
  maxAttempts: 5,
  humanQuietMs: 12 * 3_600_000,
};

export type MessageKind = Pick<ReceivedMessage, 'origin' | 'type' | 'sentByClinic'>;

/** Types without words of their own. */
export const silentTypes: readonly MessageType[] = ['system', 'reaction', 'edit', 'revoke'];
const silent: ReadonlySet<MessageType> = new Set(silentTypes);

/** Whether a message makes the assistant speak. Standby, echoes, history, groups and system items never do. */
export const callsForAnswer = ({ origin, type }: MessageKind): boolean =>
  origin === 'patient' && !silent.has(type);

/** Whether the turn has to see it: what calls for an answer, and what changes it before it is given. */
export const belongsToTurn = ({ origin, type }: MessageKind): boolean =>
  origin === 'patient' && type !== 'system' && type !== 'reaction';

/**
 * Whether it opens the customer service window. Meta does not say so of reactions
 * (docs/vendors/meta.md#service-window).
 */
export const opensWindow = ({ origin, type, sentByClinic }: MessageKind): boolean =>
  (origin === 'patient' || (origin === 'standby' && sentByClinic !== true)) &&
  type !== 'system' &&
  type !== 'reaction';

/** What staff may have to read. */
export const readableOrigins: readonly MessageOrigin[] = ['patient', 'standby'];

/** Whether staff have something new to read. */
export const countsAsUnread = ({ origin, type, sentByClinic }: MessageKind): boolean =>
  readableOrigins.includes(origin) && sentByClinic !== true && !silent.has(type);

/**
 * Whether a message replaces its copy that the history of the clinic's phone brought first
 * (docs/vendors/meta.md#echoes-and-history): it has to be answered, or to silence the assistant, like any other. A message too
 * old to be answered does not.
 */
export const takesPlaceOfCopy = ({ origin }: MessageKind): boolean =>
  origin === 'patient' || origin === 'staff';
export const copyIsFinalMs = 24 * 3_600_000;

/** More than this in one turn is answered in the next. */
export const turnMessageLimit = 200;

/** A message of a turn together with what it says about another one. */
export type TurnMessage = PatientMessage & {
  readonly metaMessageId?: string;
  readonly aboutMetaMessageId?: string;
};

/** What the patient wants to have said: edits applied, revoked messages left out, oldest first. */
export function effectiveMessages(messages: readonly TurnMessage[]): readonly PatientMessage[] {
  const changes = new Map<string, TurnMessage>();
  for (const message of messages) {
    if ((message.type === 'edit' || message.type === 'revoke') && message.aboutMetaMessageId !== undefined) {
      changes.set(message.aboutMetaMessageId, message);
    }
  }
  return messages
    .filter(({ type }) => !silent.has(type))
    .flatMap((message) => {
      const change = message.metaMessageId === undefined ? undefined : changes.get(message.metaMessageId);
      if (change === undefined) return [message];
      return change.type === 'revoke' ? [] : [{ ...message, text: change.text }];
    });
}

/**
 * What a lease that ran out adds to the attempts. Whoever held it has died of the turn, perhaps, or could not end it in
 * time: that costs everybody more than a failure, and with the default policy nobody tries a third time.
 */
export const lostLeaseCost = 3;

/** Wait before a failed turn is tried again; `random` in [0, 1). */
export const turnRetryMs = (attempts: number, random: number): number =>
  Math.round(Math.min(60_000, 500 * 2 ** attempts) * (0.5 + random / 2));
