import type { AlertKind } from '../../domain/alerting/alert-kinds.ts';
import { changesWhatWasAnswered } from '../../domain/messaging/messages/turn-messages.ts';
import type { TurnTimes } from '../../domain/messaging/turn.ts';
import type { LimitedTime } from '../assistant/turn-time.ts';
import { voiceWait } from '../media/wait-for-voice.ts';
import type { TurnRecords } from '../ports/assistant/turn-records.ts';
import type { ClaimedTurn, TurnCompletion, Turns } from '../ports/messaging/turns.ts';
import type { Randomness } from '../ports/system/randomness.ts';
import type { Timers } from '../ports/system/timers.ts';
import type { SendHands } from './delivery/send-hands.ts';
import { conflictIn, mostConflicts, type BookConflict } from './turn/book-conflicts.ts';
import { turnReturns, type GivenBack } from './turn/give-back-turn.ts';
import { holdTurn, TurnLost } from './turn/hold-turn.ts';
import { answerPreparer, type PreparedAnswer, type PrepareNeeds } from './turn/prepare-answer.ts';
import { turnNotes, type TurnNotes } from './turn/turn-notes.ts';
import type { AskToReopen } from './window/ask-to-reopen.ts';
import { waitAlert, waitMessages } from './window/window-alerts.ts';

export type TurnOutcome =
  /** Replies and mark are committed. */
  | { readonly outcome: 'answered'; readonly replies: number; readonly handedOver: boolean }
  /** Nothing in it asked for words. */
  | { readonly outcome: 'nothing-to-say' }
  /** The window had closed before the messages came: answered with the next one. */
  | { readonly outcome: 'postponed' }
  /** What was spoken may be there in words soon: due again then. */
  | { readonly outcome: 'waits-for-voice' }
  | GivenBack;

/** Answers one due turn. Never throws for a failing assistant; database errors pass through. */
export type AnswerPatient = (turn: ClaimedTurn) => Promise<TurnOutcome>;

const changedMessage =
  'The patient corrected or deleted a message after it was answered: look whether what was arranged still holds';

type Needs = PrepareNeeds &
  Parameters<typeof voiceWait>[0] & {
    turns: Turns;
    sendHands: Pick<SendHands, 'borrow'>;
    askToReopen: AskToReopen;
    randomness: Randomness;
    turnRecords: Pick<TurnRecords, 'addUnsent'>;
    timers: Timers;
    turnTimes: TurnTimes;
  };

/**
 * The clinic's context is always resolved before anything is generated. The answer, the mark "answered", the dialogue
 * and what becomes of appointments commit together, if lease and epoch still hold; otherwise nobody ever sees the
 * answer. Where the appointment book has changed meanwhile, the assistant is asked again, with the lost times left out.
 */
export const makeAnswerPatient = (needs: Needs): AnswerPatient => {
  const { turns, clock, ids, alerts, turnPolicy } = needs;
  const msToWait = voiceWait(needs);
  const prepare = answerPreparer(needs);
  const { giveBack, giveBackAfterFault, giveUp } = turnReturns(needs);

  /** What the patient is told goes out from here, where a hand is free for it. */
  const complete = async (turn: ClaimedTurn, completion: TurnCompletion): Promise<boolean> => {
    const hand = completion.replies.length > 0 ? needs.sendHands.borrow() : undefined;
    try {
      return await turns.complete(turn, completion, hand);
    } finally {
      hand?.letGo();
    }
  };

  const answer = async (
    turn: ClaimedTurn,
    time: LimitedTime,
    notes: TurnNotes,
    conflicts: readonly BookConflict[] = [],
  ): Promise<TurnOutcome> => {
    let prepared: PreparedAnswer | undefined;
    try {
      prepared = await time.within(prepare(turn, conflicts, time, notes));
    } catch (error) {
      const isLost = time.signal.reason instanceof TurnLost;
      await notes.unsent(isLost ? 'overtaken' : 'failed');
      if (!isLost) return giveBack(turn, error);
      // where only words of a recording came in between, the turn is answered anew
      await turns.release(turn, 0, false);
      return { outcome: 'overtaken' };
    }
    if (prepared?.isTooLate === true) return postpone(turn);
    const completion = prepared?.completion ?? { turnId: ids.next(), replies: [], dialogue: turn.dialogue };
    let done: boolean;
    try {
      done = await complete(turn, completion);
    } catch (error) {
      const conflict = conflictIn(error, completion);
      if (conflict === undefined || conflicts.length >= mostConflicts) throw error;
      return answer(turn, time, notes, [...conflicts, conflict]);
    }
    if (!done) {
      // where only a correction came in between, the turn is answered anew
      await turns.release(turn, 0, false);
      await notes.unsent('overtaken');
      return { outcome: 'overtaken' };
    }
    await updateAlerts(turn, prepared);
    const { replies, appointmentChanges = [] } = completion;
    if (replies.length + appointmentChanges.length === 0) return { outcome: 'nothing-to-say' };
    return {
      outcome: 'answered',
      replies: completion.replies.length,
      handedOver: completion.humanUntil !== undefined,
    };
  };

  return async (turn) => {
    if (turn.attempts >= turnPolicy.maxAttempts)
      return giveUp(turn, new Error('The leases of this turn ran out before it was answered'));
    const waitMs = await msToWait(turn);
    if (waitMs > 0) {
      await turns.release(turn, waitMs, false);
      return { outcome: 'waits-for-voice' };
    }
    const time = holdTurn(needs, turn);
    try {
      return await answer(turn, time, turnNotes(needs, turn));
    } catch (error) {
      return await giveBackAfterFault(turn, error);
    } finally {
      time.close();
    }
  };

  /** An answer that cannot go out is not given: it would be old when it can. */
  async function postpone(turn: ClaimedTurn): Promise<TurnOutcome> {
    await alerts.open(waitAlert(turn), waitMessages.unanswered, clock.now());
    if (!(await turns.postpone(turn))) return { outcome: 'overtaken' };
    await needs.askToReopen({ ...turn, from: turn.number });
    return { outcome: 'postponed' };
  }

  /** After the commit: a conversation waits for a human, or the assistant could answer again. */
  async function updateAlerts(
    { clinicId, conversationId, messages, atClaim }: ClaimedTurn,
    prepared: PreparedAnswer | undefined,
  ): Promise<void> {
    const now = clock.now();
    const about = (kind: AlertKind) => ({ clinicId, kind, subject: conversationId });
    if (changesWhatWasAnswered(messages)) await alerts.open(about('message-changed'), changedMessage, now);
    if (prepared?.handover !== undefined) {
      await alerts.open(about('handover'), prepared.handover.summary, now);
    } else if (atClaim.isAlerted && prepared !== undefined && prepared.answerer !== 'people') {
      // it ends when the assistant answers; a handover ends when people act
      await alerts.resolve(about('turn-failed'), now);
    }
  }
};
