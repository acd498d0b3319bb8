import type { MessageOrigin, ReceivedMessage } from './webhook-item.ts';
import { isChange } from './messages/message-changes.ts';

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

export type MessageKind = Pick<ReceivedMessage, 'origin' | 'type' | 'text' | 'sentByClinic' | 'details'>;

/** How long a turn may take, in ms. */
export type TurnTimes = {
  /** Whoever holds a turn and does not renew its lease for so long has lost it. */
  readonly leaseMs: number;
  /** How often a worker that is still answering renews its lease, and so learns that people stepped in. */
  readonly watchMs: number;
  /** All of an answer: every step of a model, every conflict in the appointment book, and what answers in its place. */
  readonly deadlineMs: number;
};

export const defaultTurnTimes: TurnTimes = { leaseMs: 10_000, watchMs: 400, deadlineMs: 15_000 };

type Said = Pick<MessageKind, 'type' | 'text' | 'details'>;

/** A call in which both have talked: nothing is left to be answered. */
const wasAnsweredCall = ({ type, details }: Said): boolean =>
  type === 'call' && details?.call?.outcome === 'ended';

/** Says nothing, to anybody: news about identities, a reaction that is taken back, and a call that was answered. */
const saysNothing = (said: Said): boolean =>
  said.type === 'system' || (said.type === 'reaction' && said.text === '') || wasAnsweredCall(said);

/**
 * Whether it makes a turn due, which has to see it. Standby, echoes, history, groups and system items never do. Reactions and changes of
 * earlier messages do, because they may come before what they are about: the turn decides what they mean.
 */
export const callsForAnswer = (message: MessageKind): boolean =>
  message.origin === 'patient' && !saysNothing(message);

/** Whether somebody of the clinic turned to the patient elsewhere and came through: they have the conversation then. */
export const isHumanAct = (message: MessageKind): boolean =>
  message.origin === 'staff' && (message.type !== 'call' || wasAnsweredCall(message));

/**
 * Whether it opens the customer service window. A patient's call does, also one that nobody takes, and a call of the
 * clinic's that the patient takes. Meta does not say so of reactions, corrections and deletions
 * (docs/vendors/meta.md#service-window).
 */
export function opensWindow(message: MessageKind): boolean {
  const { origin, type, sentByClinic } = message;
  const isPatients = origin === 'patient' || (origin === 'standby' && sentByClinic !== true);
  const isTakenByPatient = origin === 'staff' && wasAnsweredCall(message);
  return (isPatients || isTakenByPatient) && type !== 'system' && !isChange(type);
}

/** What staff may have to read. */
export const readableOrigins: readonly MessageOrigin[] = ['patient', 'standby'];

/** Whether staff have something new to read. */
export const countsAsUnread = (message: MessageKind): boolean =>
  readableOrigins.includes(message.origin) && message.sentByClinic !== true && !saysNothing(message);

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

/** How many arrivals a turn of so many messages has seen; one that could not see everything never counts as complete. */
export const arrivalsSeen = (messages: number, arrivals: number): number =>
  messages < turnMessageLimit ? arrivals : -1;

/**
 * What a lease that ran out adds to the attempts. Whoever held it has died of the turn, perhaps, or could not end it in
 * time: that costs everybody more than a failure, and with the default policy nobody tries a third time.
 */
export const lostLeaseCost = 3;

/** Wait before a failed turn is tried again; `random` in [0, 1). */
export const turnRetryMs = (attempts: number, random: number): number =>
  Math.round(Math.min(60_000, 500 * 2 ** attempts) * (0.5 + random / 2));

/** Meta tells no phone that older messages were read (docs/vendors/meta.md#sending). */
export const receiptDays = 30;
