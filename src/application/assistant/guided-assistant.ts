import type { AgendaFact } from '../../domain/assistant/agenda/agenda.ts';
import { answerGuided, converse } from '../../domain/assistant/guided-dialogue.ts';
import { appointmentId } from '../../domain/scheduling/appointment.ts';
import type { SyncPolicy } from '../../domain/scheduling/sync-policy.ts';
import type { Assistant } from '../ports/assistant.ts';
import type { Ids } from '../ports/ids.ts';
import type { AskAgenda } from './ask-agenda.ts';
import type { CanBook } from './can-book.ts';

/** A turn that needs more is a dialogue that goes in circles. */
const mostRounds = 3;

type Needs = {
  canBook: CanBook;
  askAgenda: AskAgenda;
  ids: Ids;
  syncPolicy: Pick<SyncPolicy, 'holdMs'>;
};

/**
 * The assistant without a model. It is asked until it has an answer: what it wants to know of the agenda is looked up
 * and given to it, at most three times; without an agenda it talks, and passes wishes to the clinic's people.
 */
export const makeGuidedAssistant = ({ canBook, askAgenda, ids, syncPolicy }: Needs): Assistant => ({
  async answer(turn) {
    const { context, contactId, conversationId, taken, isTalkOnly } = turn;
    const { clinicId } = context;
    if (isTalkOnly || !(await canBook(clinicId))) return answerGuided(turn);
    const facts: AgendaFact[] = [];
    const patient = { clinicId, contactId, conversationId };
    const nextId = appointmentId(ids.next());
    for (let round = 0; round <= mostRounds; round += 1) {
      const step = converse(turn, {
        facts,
        contactId,
        conversationId,
        nextId,
        holdMs: syncPolicy.holdMs,
        taken,
      });
      if (!('asks' in step)) return step;
      if (round < mostRounds) {
        facts.push(...(await Promise.all(step.asks.map((question) => askAgenda(patient, question)))));
      }
    }
    return answerGuided(turn);
  },
});
