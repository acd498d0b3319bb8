import { withHandover, type Attention } from '../../../domain/assistant/attention.ts';
import { besidePossibleEmergency, possibleEmergencyHandover } from '../../../domain/assistant/handover.ts';
import type { Danger } from '../../../domain/assistant/safety/danger-signs.ts';
import { isWarnedLately, withWarning } from '../../../domain/assistant/safety/possible-emergency.ts';
import { sober, withoutPictures } from '../../../domain/assistant/safety/without-pictures.ts';
import type { Answerer } from '../../../domain/assistant/who-answers.ts';
import type { OutboundContent } from '../../../domain/messaging/message.ts';
import type { AssistantTurn } from '../../ports/assistant/assistant.ts';
import { watchHandover } from './watch-handover.ts';

type Answered = {
  readonly answerer: Answerer;
  readonly attention: Attention;
  readonly replies: readonly OutboundContent[];
  readonly confirmation?: readonly OutboundContent[];
};

/**
 * An emergency is likely, and not sure: whoever answers does so as ever, behind one sentence that says whom to call, and
 * people are asked to look. The sentence is said once an hour; where nothing is answered it is said alone.
 */
export async function answerInDoubt<Answer extends Answered>(
  turn: AssistantTurn,
  { danger, before }: { readonly danger: Danger; readonly before: Attention },
  answer: (turn: AssistantTurn) => Promise<Answer>,
): Promise<Answer> {
  const { now } = turn;
  const { tools, handover } = watchHandover(turn.tools, besidePossibleEmergency);
  const answered = await answer({ ...turn, tools });
  if (handover() === undefined) await turn.tools.handOver(possibleEmergencyHandover);
  const { attention, answerer } = answered;
  // who has taken a conversation keeps it: a handover would let the assistant in again
  const isTaken = answerer === 'people' && attention.handover === undefined;
  const waiting = isTaken ? attention : withHandover(attention, possibleEmergencyHandover, now);
  if (isWarnedLately(danger, before, now)) return { ...sober(answered), attention: waiting };
  const warned = { danger, at: now };
  return { ...answered, ...behindWarning(danger, answered), attention: { ...waiting, warned } };
}

/** Before the answer, as what no human act calls back: it counts as said, and a prepared answer may be cancelled. */
const behindWarning = (danger: Danger, { replies, confirmation = [] }: Answered) => ({
  replies: replies.map(withoutPictures),
  confirmation: withWarning(danger, confirmation),
});
