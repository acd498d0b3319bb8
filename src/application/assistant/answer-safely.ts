import { isAbsenceUntold, withAbsence } from '../../domain/assistant/absence.ts';
import { withWhatWasHeard } from '../../domain/assistant/heard-voice.ts';
import { wishForPeople } from '../../domain/assistant/people-only.ts';
import { readMessagePreference } from '../../domain/assistant/opt-out.ts';
import type { MessagePreference } from '../../domain/messaging/people/message-preference.ts';
import type { AssistantAnswer } from '../../domain/assistant/answer.ts';
import type { Danger } from '../../domain/assistant/safety/danger-signs.ts';
import { patientWords } from '../../domain/assistant/safety/patient-words.ts';
import { sober } from '../../domain/assistant/safety/without-pictures.ts';
import { typedNumber, withNumbersTapped } from '../../domain/assistant/typed-number.ts';
import { whoAnswers, type Answerer } from '../../domain/assistant/who-answers.ts';
import { given } from '../../domain/given.ts';
import { localTime } from '../../domain/clinic/local-time.ts';
import { openAt } from '../../domain/clinic/opening-hours.ts';
import {
  isAfterAlarm,
  noAttention,
  unwaited,
  withHandover,
  type Attention,
} from '../../domain/assistant/attention.ts';
import type { ConversationState } from '../../domain/messaging/conversation.ts';
import type { OutboundContent } from '../../domain/messaging/message.ts';
import type { Assistant } from '../ports/assistant/assistant.ts';
import type { Timers } from '../ports/system/timers.ts';
import { answerInDoubt } from './answering/answer-in-doubt.ts';
import { answerPeopleOnly } from './answering/people-only.ts';
import { raiseAlarm } from './answering/raise-alarm.ts';
import { followTemplateTaps } from './answering/template-taps.ts';
import { watchHandover } from './answering/watch-handover.ts';
import { dangerReader } from './read-danger.ts';

/** Who holds the conversation, and what waits for people. */
type Standing = Pick<ConversationState, 'mode' | 'humanUntil' | 'attention'> & {
  readonly prefersPeople?: boolean;
  readonly isOptedOut?: boolean;
};

type Turn = Parameters<Assistant['answer']>[0];

type SafeAnswer = AssistantAnswer & {
  readonly answerer: Answerer;
  /** Found in what the patient wrote; the answer is ours, and no human act calls it back. */
  readonly danger?: Danger;
  /** Whether the patient wants no assistant from here, if they said so. */
  readonly prefersPeople?: boolean;
  /** What the patient wants of the clinic's own messages, if they said so. */
  readonly messagePreference?: MessagePreference;
  /** Goes out before the replies, and no human act calls it back. */
  readonly confirmation?: readonly OutboundContent[];
  /** What waits for people from here. */
  readonly attention: Attention;
};

/**
 * What a patient is answered: an emergency in fixed words, at once, without any assistant and whoever holds the
 * conversation; everything else by the assistant, unless people hold it, and where it may be an emergency behind one
 * sentence that says whom to call. What the assistant remembers stays as it was
 * after an alarm, so that it can go on if that was a false one.
 */
export type AnswerSafely = (turn: Turn & { readonly standing: Standing }) => Promise<SafeAnswer>;

type Needs = {
  assistant: Assistant;
  timers: Pick<Timers, 'sleep'>;
  /** How long a patient waits for people who are there before the assistant goes on, ms. */
  handoverPatienceMs: number;
};

export function makeAnswerSafely({ assistant, timers, handoverPatienceMs }: Needs): AnswerSafely {
  const readDanger = dangerReader(timers);

  return async ({ standing, ...asked }) => {
    const turn = await withShown(asked);
    const { danger, isCertain } = (await readDanger(patientWords(turn.messages, turn.context))) ?? {};
    if (danger !== undefined && isCertain === true) {
      const { answerer, attention } = settingOf(turn, standing);
      return raiseAlarm(turn, { danger, answerer, attention });
    }
    if (danger !== undefined) {
      const before = standing.attention ?? noAttention;
      return answerInDoubt(turn, { danger, before }, (each) => answerAll(each, standing));
    }
    const isSober = isAfterAlarm(standing.attention ?? noAttention, turn.now);
    const answer = await answerAll(turn, standing);
    return isSober ? sober(answer) : answer;
  };

  /** Also what the patient wants of messages, which no assistant has to understand. */
  async function answerAll(turn: Turn, standing: Standing): Promise<SafeAnswer> {
    const heard = readMessagePreference(turn.messages, standing.isOptedOut === true);
    if (heard === undefined) return answerCalm(turn, standing);
    const { answerer, attention } = settingOf(turn, standing);
    const answer =
      heard.rest.length === 0
        ? { answerer, attention, replies: [], dialogue: turn.dialogue }
        : await answerCalm({ ...turn, messages: heard.rest }, standing);
    return {
      ...answer,
      ...given({ messagePreference: heard.preference }),
      confirmation: heard.confirmation,
    };
  }

  function settingOf({ context, now }: Turn, standing: Standing) {
    const open = openAt(context.openingHours, context.timeZone, now);
    const setting = { open: open.state, now, patienceMs: handoverPatienceMs };
    return { open, attention: standing.attention ?? noAttention, answerer: whoAnswers(standing, setting) };
  }

  /** What is no emergency. */
  async function answerCalm(turn: Turn, standing: Standing): Promise<SafeAnswer> {
    const { context, now, dialogue } = turn;
    const { open, attention, answerer } = settingOf(turn, standing);
    const opening = { open, context, today: localTime(context.timeZone, now).date };

    const said = patientWords(turn.messages, context);
    const wish = wishForPeople(said);
    const prefersPeople = wish === undefined ? standing.prefersPeople === true : wish === 'people';
    // the book learns who will come, whoever talks to the patient
    const noteTaps = () => followTemplateTaps({ context, messages: turn.messages, tools: turn.tools });
    if (prefersPeople) {
      await noteTaps();
      const asked = { isSaidNow: wish === 'people', answerer, attention, opening, tools: turn.tools, now };
      const answer = await answerPeopleOnly(asked);
      const replies = withWhatWasHeard(answer.replies, turn.messages);
      return { answerer, dialogue, ...answer, replies, ...(wish && { prefersPeople }) };
    }
    const isBack = wish === 'assistant' && standing.prefersPeople === true;
    if (isBack && attention.handover)
      return goOn(turn, {
        answerer: 'meanwhile',
        attention: unwaited(attention, now, handoverPatienceMs),
        opening,
        prefersPeople,
      });
    if (answerer === 'people') {
      await noteTaps();
      return { answerer, replies: [], dialogue, attention, ...(isBack && { prefersPeople }) };
    }
    return goOn(turn, { answerer, attention, opening, ...(isBack && { prefersPeople }) });
  }

  async function goOn(turn: Turn, { answerer, attention, opening, ...rest }: Going): Promise<SafeAnswer> {
    const { context, dialogue, now } = turn;
    const { open } = opening;
    const { tools, handover } = watchHandover(turn.tools);
    const taps = await followTemplateTaps({ context, messages: turn.messages, tools });

    const { rest: messages } = taps;
    const said =
      messages.length === 0
        ? { replies: [], dialogue }
        : await assistant.answer({ ...turn, messages, tools, ...aside(answerer, attention, now) });
    const replies = [...taps.replies, ...withWhatWasHeard(said.replies, messages)];
    const answer = { ...said, replies };
    const given = handover();
    const after = given ? withHandover(attention, given, now) : attention;
    // who hands over says when people go on
    const isToldNow = given !== undefined && open.state === 'closed';
    const isUntold = answerer === 'meanwhile' && given === undefined && isAbsenceUntold(attention, now);
    return {
      ...answer,
      ...rest,
      answerer,
      replies: isUntold ? withAbsence(answer.replies, opening) : answer.replies,
      attention: isToldNow || isUntold ? { ...after, absenceToldAt: now } : after,
    };
  }
}

/** A number is a tap on what was shown last, whoever showed it. */
async function withShown(turn: Turn): Promise<Turn> {
  if (turn.messages.every((message) => typedNumber(message) === undefined)) return turn;
  const shown = await turn.tools.shownLast?.();
  return shown === undefined ? turn : { ...turn, shown, messages: withNumbersTapped(turn.messages, shown) };
}

type Going = Pick<SafeAnswer, 'answerer' | 'attention' | 'prefersPeople'> & {
  readonly opening: Parameters<typeof withAbsence>[1];
};

const aside = (answerer: Answerer, attention: Attention, now: Date) => ({
  waitsForPeople: answerer === 'meanwhile',
  isAfterAlarm: isAfterAlarm(attention, now),
});
