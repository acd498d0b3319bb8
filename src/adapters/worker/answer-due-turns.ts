import type { AnswerPatient, TurnOutcome } from '../../application/messaging/answer-patient.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import type { ClaimedTurn, Turns } from '../../application/ports/messaging/turns.ts';
import { makeWorkLoop, type LoopNeeds, type WorkLoop } from './work-loop.ts';

type Needs = LoopNeeds & { turns: Turns; answerPatient: AnswerPatient; log: Log };
export type LoopSettings = {
  readonly concurrency: number;
  readonly leaseMs: number;
  readonly pollMs: number;
};

/** The loop that answers conversations whose turn is due. */
export const answerDueTurns = (needs: Needs, { concurrency, leaseMs, pollMs }: LoopSettings): WorkLoop =>
  makeWorkLoop<ClaimedTurn>(needs, {
    name: 'turns',
    claim: (limit) => needs.turns.claim(limit, leaseMs),
    async handle(turn) {
      const outcome = await needs.answerPatient(turn);
      needs.telemetry.turnEnded(
        turn.clinicId,
        outcome.outcome,
        needs.clock.now().getTime() - turn.dueSince.getTime(),
      );
      report(needs.log, turn, outcome);
    },
    msUntilDue: () => needs.turns.msUntilDue(),
    concurrency,
    pollMs,
  });

function report(log: Log, turn: ClaimedTurn, outcome: TurnOutcome): void {
  const { requestId, clinicId, conversationId } = turn;
  const fields = { requestId, clinicId, conversationId, messages: turn.messages.length };
  switch (outcome.outcome) {
    case 'answered':
      log.info({ ...fields, replies: outcome.replies, handedOver: outcome.handedOver }, 'turn answered');
      return;
    case 'nothing-to-say':
    case 'postponed':
    case 'waits-for-voice':
    case 'overtaken':
      log.info({ ...fields, outcome: outcome.outcome }, 'turn ended');
      return;
    case 'failed':
      log.warn(
        { ...fields, err: outcome.error, retryMs: outcome.retryMs },
        'turn failed; it will be tried again',
      );
      return;
    case 'gave-up':
      log.error(
        { ...fields, err: outcome.error },
        'turn failed too often; the conversation waits for a human',
      );
      return;
  }
}
