import type { HandoverReason } from '../../domain/assistant/handover.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { messageId, type Choice, type OutboundContent } from '../../domain/messaging/message.ts';
import type { PreviewClinicContext } from '../clinic/preview-clinic-context.ts';
import type { ResolveClinicContext } from '../clinic/resolve-clinic-context.ts';
import type { AnswerSafely } from './answer-safely.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Ids } from '../ports/system/ids.ts';
import type { Timers } from '../ports/system/timers.ts';
import { toolsWithoutAgenda } from './turn-tools.ts';
import { limitedTime } from './turn-time.ts';
import type { TurnTimes } from '../../domain/messaging/turn.ts';

type Trial = {
  readonly replies: readonly OutboundContent[];
  readonly handover?: HandoverReason;
  /** Goes into the next trial of the same talk; JSON that only the assistant reads. */
  readonly dialogue: unknown;
};

type TrialRequest = {
  readonly clinicId: ClinicId;
  readonly text: string;
  /** Tapped instead of typed. */
  readonly choice?: Choice;
  /** What the last trial gave; absent for somebody who writes for the first time. */
  readonly dialogue?: unknown;
  /** In place of the saved one. */
  readonly document?: unknown;
};

/**
 * What the assistant would answer. Nothing is stored, sent or booked, and the agenda is left out: a time that nobody holds
 * must not be offered. @throws ClinicNotFound
 */
export type TryAssistant = (request: TrialRequest) => Promise<Trial>;

type Needs = {
  resolveClinicContext: ResolveClinicContext;
  previewClinicContext: PreviewClinicContext;
  answerSafely: AnswerSafely;
  ids: Ids;
  clock: Clock;
  timers: Timers;
  turnTimes: Pick<TurnTimes, 'deadlineMs'>;
};

export const makeTryAssistant =
  ({
    resolveClinicContext,
    previewClinicContext,
    answerSafely,
    ids,
    clock,
    timers,
    turnTimes,
  }: Needs): TryAssistant =>
  async ({ clinicId, text, choice, dialogue: before = null, document }) => {
    const { context } =
      document === undefined
        ? await resolveClinicContext(clinicId)
        : await previewClinicContext({ clinicId, document });
    const now = clock.now();
    const { tools, plan } = toolsWithoutAgenda();
    const time = limitedTime(timers, turnTimes.deadlineMs);
    const answer = answerSafely({
      context,
      messages: [{ id: messageId(ids.next()), ...said(text, choice), sentAt: now }],
      dialogue: before,
      now,
      tools,
      standing: { mode: 'assistant' },
      time,
    });
    const { confirmation = [], replies, dialogue } = await time.within(answer).finally(() => time.close());
    const { handover } = plan();
    return {
      replies: [...confirmation, ...replies],
      dialogue,
      ...(handover && { handover: handover.reason }),
    };
  };

const said = (text: string, choice: Choice | undefined) =>
  choice === undefined
    ? { type: 'text' as const, text }
    : { type: 'interactive' as const, text: choice.title, choice };
