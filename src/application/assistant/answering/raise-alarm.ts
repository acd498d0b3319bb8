import type { AssistantAnswer } from '../../../domain/assistant/answer.ts';
import { withHandover, type Attention } from '../../../domain/assistant/attention.ts';
import { withWhatWasHeard } from '../../../domain/assistant/heard-voice.ts';
import type { Danger } from '../../../domain/assistant/safety/danger-signs.ts';
import {
  emergencyHandover,
  emergencyReplies,
  raisedAlarm,
} from '../../../domain/assistant/safety/emergency-answer.ts';
import type { Answerer } from '../../../domain/assistant/who-answers.ts';
import type { AssistantTurn } from '../../ports/assistant/assistant.ts';

type Found = { readonly danger: Danger; readonly answerer: Answerer; readonly attention: Attention };

/** An emergency is sure: the patient is told whom to call, and people are asked to look at once. */
export async function raiseAlarm(
  { context, now, tools, dialogue, messages }: AssistantTurn,
  { danger, answerer, attention }: Found,
): Promise<AssistantAnswer & Found> {
  const setting = { context, before: attention.alarm, answerer, now };
  const handover = emergencyHandover(danger);
  await tools.handOver(handover);
  const open = attention.handover?.reason === 'possible-emergency' ? undefined : attention.handover;
  const waiting = answerer === 'people' ? attention : withHandover(attention, open ?? handover, now);
  return {
    answerer,
    danger,
    replies: withWhatWasHeard(emergencyReplies(danger, setting), messages, 'after-first-paragraph'),
    dialogue,
    attention: { ...waiting, alarm: raisedAlarm(danger, setting) },
  };
}
