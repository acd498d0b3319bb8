import type { AgendaFact } from '../../application/assistant/agenda-questions.ts';
import { readDialogue } from './dialogue.ts';
import type { Heard } from './understanding/understand.ts';
import { answerGuided, converse, understand, type GuidedRequest } from './guided-dialogue.ts';
import { appointmentId } from '../../domain/scheduling/appointment.ts';
import type { SyncPolicy } from '../../domain/scheduling/sync-policy.ts';
import type { Assistant } from '../../application/ports/assistant/assistant.ts';
import type { Ids } from '../../application/ports/system/ids.ts';
import type { AskAgenda } from '../../application/assistant/ask-agenda.ts';
import type { CanBook } from '../../application/assistant/can-book.ts';

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
export const makeGuidedAssistant = ({ canBook, askAgenda, ids, syncPolicy }: Needs): Assistant => {
  const read = makeReader();
  return {
    async answer(turn) {
      const { context, contactId, conversationId, taken, isTalkOnly } = turn;
      const request = { ...turn, dialogue: readDialogue(turn.dialogue) };
      const { clinicId } = context;
      const heard = await read(request);
      if (isTalkOnly || !(await canBook(clinicId))) return answerGuided(request, heard);
      const facts: AgendaFact[] = [];
      const patient = { clinicId, contactId, conversationId };
      const nextId = appointmentId(ids.next());
      for (let round = 0; round <= mostRounds; round += 1) {
        const agenda = { facts, contactId, conversationId, nextId, holdMs: syncPolicy.holdMs, taken };
        const step = converse(request, agenda, heard);
        if (!('asks' in step)) return step;
        if (round < mostRounds) {
          facts.push(...(await Promise.all(step.asks.map((question) => askAgenda(patient, question)))));
        }
      }
      return answerGuided(request, heard);
    },
  };
};

/** A long turn is read in steps, and one such turn at a time: between two steps everybody else is served. */
function makeReader(): (turn: GuidedRequest) => Promise<Heard | undefined> {
  let before: Promise<unknown> = Promise.resolve();
  const rest = async (steps: ReturnType<typeof understand>): Promise<Heard | undefined> => {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const step = steps.next();
      if (step.done) return step.value;
    }
  };
  return async (turn) => {
    const steps = understand(turn);
    const first = steps.next();
    if (first.done) return first.value;
    const reading = before.then(() => rest(steps));
    before = reading.catch(() => undefined);
    return reading;
  };
}
