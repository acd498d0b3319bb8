import type { AssistantAnswer } from '../../../domain/assistant/answer.ts';
import { maySettle } from '../../../domain/assistant/heard-voice.ts';
import type { spokenWords } from '../../../domain/assistant/model/spoken-words.ts';
import type { KeptTurn } from '../../../domain/assistant/model/kept-turn.ts';
import type { TurnRecord, WhyGuided } from '../../../domain/assistant/model/turn-record.ts';
import { localTime } from '../../../domain/clinic/local-time.ts';
import { given as present } from '../../../domain/given.ts';
import { messageId, type Choice, type PatientMessage } from '../../../domain/messaging/message.ts';
import type { Assistant, AssistantTurn } from '../../ports/assistant/assistant.ts';
import { askModel, type AskNeeds } from './ask-model.ts';
import type { ModelAccess } from './model-access.ts';
import { askedChoice } from './run-call.ts';
import { recordedTools } from './recorded-tools.ts';

type Checked = ReturnType<typeof spokenWords>;
/** Words change no appointment, so they are never what is carried out again. */
const nothingSaid = (words: string): Checked => ({ replaced: words, because: ['said-again'] });

type Needs = AskNeeds & { modelAccess: ModelAccess };

/**
 * An assistant that understands by a language model and acts by the guided dialogue. The model chooses among things of
 * this turn, as if it tapped for the patient, or says something that holds no data. A yes, and every tap, is the
 * patient's own: the model is not asked. Whatever goes wrong, the guided dialogue answers the patient's own words.
 */
export function makeModelAssistant(needs: Needs): Assistant {
  const { guided, modelAccess, telemetry } = needs;
  return {
    async answer(given) {
      // after an alarm what is not understood may be about it
      if (given.isAfterAlarm === true || guided.isOwnAnswer(given)) return guided.answer(given);
      const { tools, uses } = recordedTools(given.tools);
      const turn = { ...given, tools };
      const keep = (record: TurnRecord, replies: KeptTurn['replies'], isRepeated = false) =>
        turn.recorder?.keep({ record, input: inputOf(turn), tools: uses, replies, isRepeated });
      // the appointment book has changed since: what was wanted has not
      const before = turn.recorder?.before;
      if (before !== undefined) {
        const { record, answer } = await carryOut(turn, before, nothingSaid);
        keep(record, answer.replies, true);
        return answer;
      }
      const { clinicId, timeZone } = turn.context;
      const granted = await modelAccess({ clinicId, day: localTime(timeZone, turn.now).date });
      if (granted === undefined) return guided.answer(turn);
      const asked = await askModel(needs, turn, granted, (broken) => keep(broken, []));
      const { record, answer } = await carryOut(turn, asked.record, asked.check);
      keep(record, answer.replies);
      const { tokens, microdollars, why, answeredBy } = record;
      telemetry.modelTurn(clinicId, why ?? answeredBy, { ...tokens, ...present({ microdollars }) });
      return answer;
    },
  };

  /** Says or does what was decided; what may not be said is replaced. The record says which. */
  async function carryOut(
    turn: AssistantTurn,
    record: TurnRecord,
    check: (words: string) => Checked,
  ): Promise<{ readonly record: TurnRecord; readonly answer: AssistantAnswer }> {
    const { decision } = record;
    const instead = async (why: WhyGuided, replaced?: TurnRecord['replaced']) => ({
      record: { ...record, answeredBy: 'guided' as const, why, ...present({ replaced }) },
      answer: await guided.answer(turn),
    });
    if ('nothing' in decision) return instead(decision.nothing);
    if ('taps' in decision) {
      const wordless = turn.messages.filter(
        ({ type, text, choice }) => (text === '' || type === 'call') && choice === undefined,
      );
      const tapped = decision.taps.map((choice) => asTapped(choice, turn));
      return { record, answer: await guided.answer({ ...turn, messages: [...wordless, ...tapped] }) };
    }
    const checked = check(decision.words);
    if ('replaced' in checked) {
      const { replaced: words, because } = checked;
      return instead(because.includes('too-long') ? 'too-long' : 'ungrounded', { words, because });
    }
    return { record, answer: guided.say(checked.words, turn) };
  }
}

const inputOf = (turn: AssistantTurn): KeptTurn['input'] => ({
  now: turn.now,
  dialogue: turn.dialogue ?? null,
  messages: turn.messages,
  ...present({
    patientName: turn.patientName,
    shown: turn.shown,
    waitsForPeople: turn.waitsForPeople,
    holdMs: turn.tools.agenda?.holdMs,
  }),
});

/** As if the patient had tapped it; nobody did, so no message has this id. Chosen after words that were heard, it settles no more than those. */
const asTapped = (choice: Choice, { now, messages }: AssistantTurn): PatientMessage => ({
  id: messageId('chosen-by-model'),
  sentAt: now,
  ...(!maySettle(messages) && { isTranscript: true }),
  ...(choice.id === askedChoice
    ? { type: 'text', text: choice.title }
    : { type: 'interactive', text: '', choice }),
});
