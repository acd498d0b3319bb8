import type { AnswerSafely } from '../../application/assistant/answer-safely.ts';
import type { ResolveClinicContext } from '../../application/clinic/resolve-clinic-context.ts';
import type { LanguageModel } from '../../application/ports/assistant/language-model.ts';
import type { MessageSender } from '../../application/ports/messaging/message-sender.ts';
import type { Turns } from '../../application/ports/messaging/turns.ts';
import type { Tracing } from '../../application/ports/operations/tracing.ts';
import type { CalendarResult, GoogleCalendar } from '../../application/ports/scheduling/google-calendar.ts';
import { given } from '../../domain/given.ts';

export const tracedContexts =
  (resolve: ResolveClinicContext, tracing: Tracing): ResolveClinicContext =>
  (clinicId) =>
    tracing.span({ name: 'context', facts: { clinicId } }, () => resolve(clinicId));

export const tracedAssistant =
  (answer: AnswerSafely, tracing: Tracing): AnswerSafely =>
  (turn) =>
    tracing.span(
      { name: 'assistant' },
      () => answer(turn),
      ({ answerer, replies }) => ({ facts: { outcome: answerer, replies: replies.length } }),
    );

export const tracedModel = (languageModel: LanguageModel, tracing: Tracing): LanguageModel => ({
  step: (request, signal) =>
    tracing.span(
      { name: 'model step', kind: 'client', facts: { model: request.model } },
      () => languageModel.step(request, signal),
      ({ end, usage }) => ({
        facts: { outcome: end, ...given({ inputTokens: usage.input, outputTokens: usage.output }) },
      }),
    ),
});

export const tracedTurns = (turns: Turns, tracing: Tracing): Turns => ({
  ...turns,
  complete: (turn, completion, taker) =>
    tracing.span(
      { name: 'commit', place: 'commit', facts: { replies: completion.replies.length } },
      () => turns.complete(turn, completion, taker),
      (isDone) => ({ facts: { outcome: isDone ? 'committed' : 'overtaken' } }),
    ),
});

export const tracedSender = (sender: MessageSender, tracing: Tracing): MessageSender => ({
  send: (request) =>
    tracing.span(
      { name: 'graph send', kind: 'client', facts: { messageId: request.messageId } },
      () => sender.send(request),
      (answer) =>
        answer.outcome === 'accepted'
          ? {
              facts: { outcome: answer.outcome },
              ...(answer.metaMessageId !== undefined && { place: { metaMessageId: answer.metaMessageId } }),
            }
          : { facts: { outcome: answer.outcome, code: answer.failure.code }, hasFailed: true },
    ),
  markRead: (request) =>
    tracing.span(
      { name: 'graph mark read', kind: 'client' },
      () => sender.markRead(request),
      (isDone) => ({ hasFailed: !isDone }),
    ),
});

/** Every call by its name; what is asked and answered is nobody's business. */
export function tracedCalendar(calendar: GoogleCalendar, tracing: Tracing): GoogleCalendar {
  type Call = (...given: unknown[]) => Promise<CalendarResult<unknown>>;
  const calls = Object.entries(calendar as unknown as Readonly<Record<string, Call>>);
  return Object.fromEntries(
    calls.map(([name, call]): [string, Call] => [
      name,
      (...given) =>
        tracing.span(
          { name: `calendar ${name}`, kind: 'client' },
          () => call(...given),
          (answer) =>
            'failure' in answer
              ? { facts: { outcome: answer.failure, code: answer.reason }, hasFailed: true }
              : {},
        ),
    ]),
  ) as unknown as GoogleCalendar;
}
