import { readClinicContext } from '../../domain/clinic/document/contextualization.ts';
import { ContextVersionNotFound, ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { TurnRecordNotFound } from '../../domain/assistant/model/turn-record-errors.ts';
import type { KeptTurn } from '../../domain/assistant/model/kept-turn.ts';
import { canonical } from '../../domain/assistant/model/canonical.ts';
import type { ModelLimits } from '../../domain/assistant/model/model-limits.ts';
import { ModelFailure } from '../../domain/assistant/model-failure.ts';
import type { RecordedStep, TurnRecord } from '../../domain/assistant/model/turn-record.ts';
import type { ConversationId, OutboundContent } from '../../domain/messaging/message.ts';
import { given } from '../../domain/given.ts';
import type { GuidedDialogue } from '../ports/assistant/guided-dialogue.ts';
import type { LanguageModel } from '../ports/assistant/language-model.ts';
import type { TurnRecords } from '../ports/assistant/turn-records.ts';
import type { ClinicContexts } from '../ports/clinic/clinic-contexts.ts';
import type { Clinics } from '../ports/clinic/clinics.ts';
import type { Secrets } from '../ports/system/secrets.ts';
import type { Timers } from '../ports/system/timers.ts';
import { askAgain, uncounted, type AskAgainNeeds, type WhoAnswers } from './model/ask-again.ts';
import { makeModelAssistant } from './model/model-assistant.ts';
import { replayedTools } from './model/recorded-tools.ts';

type Answer = {
  readonly replies: readonly OutboundContent[];
  readonly answeredBy: string;
  readonly why?: string | undefined;
};

type Replay = {
  readonly isSame: boolean;
  readonly before: Answer;
  readonly after: Answer;
  /** Looks at what the record does not hold: they found nothing, and a difference may come of it. */
  readonly unrecorded: number;
};

/**
 * Runs a turn of a model again: from what the model said then, and what the tools gave. With another version of the
 * context, as it would have been. Asks nobody, unless `model` names one that is to answer in place of what was said
 * then, at the clinic's expense. Books and sends nothing.
 * @throws TurnRecordNotFound, ContextVersionNotFound, ModelNotOffered
 */
export type ReplayTurn = (turn: {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  readonly turnId: string;
  readonly contextVersion?: number | undefined;
  /** By the provider's id. */
  readonly model?: string | undefined;
}) => Promise<Replay>;

type Needs = {
  turnRecords: Pick<TurnRecords, 'get'>;
  clinics: Pick<Clinics, 'get'>;
  clinicContexts: Pick<ClinicContexts, 'version'>;
  guided: GuidedDialogue;
  secrets: Pick<Secrets, 'digest'>;
  modelLimits: ModelLimits;
} & AskAgainNeeds;

export const makeReplayTurn =
  (needs: Needs): ReplayTurn =>
  async ({ clinicId, conversationId, turnId, contextVersion, model }) => {
    const entry = await needs.turnRecords.get(clinicId, turnId);
    if (entry?.conversationId !== conversationId) throw new TurnRecordNotFound(turnId);
    const { kept } = entry;
    const version = contextVersion ?? kept.record.contextVersion;
    const [clinic, saved] = await Promise.all([
      needs.clinics.get(clinicId),
      needs.clinicContexts.version(clinicId, version),
    ]);
    if (clinic === undefined) throw new ClinicNotFound(clinicId);
    if (saved === undefined) throw new ContextVersionNotFound(version);
    const { context } = readClinicContext(clinic.clinic, saved.document);

    let again: KeptTurn | undefined;
    const { input, record, isRepeated } = kept;
    const who = model === undefined ? saidThen(needs, record) : await askAgain(needs, { context, model });
    let unrecorded = 0;
    const turn = {
      context,
      messages: input.messages,
      dialogue: input.dialogue,
      now: input.now,
      ...given({ shown: input.shown, patientName: input.patientName, waitsForPeople: input.waitsForPeople }),
      tools: replayedTools(kept.tools, input.holdMs, () => (unrecorded += 1)),
      time: who.time,
      recorder: {
        contextVersion: version,
        keep: (turn: KeptTurn) => void (again = turn),
        ...(isRepeated && model === undefined && { before: record }),
      },
    };
    await makeModelAssistant(who.needs).answer(turn).finally(who.close);
    const before = answerOf(kept);
    const after = again === undefined ? { ...before, replies: [] } : answerOf(again);
    return { isSame: textOf(before) === textOf(after), before, after, unrecorded };
  };

const answerOf = ({ record, replies }: KeptTurn): Answer => ({
  replies,
  answeredBy: record.answeredBy,
  ...given({ why: record.why }),
});

/** A database keeps no order of keys. */
const textOf = (answer: Answer): string => JSON.stringify(canonical(answer));

/** No time passes, nobody is asked, nothing is counted. */
const noTimers: Timers = { after: () => () => undefined, sleep: () => Promise.resolve(), elapsed: () => 0 };

function saidThen({ guided, secrets, modelLimits }: Needs, record: TurnRecord): WhoAnswers {
  const { decision, model, steps } = record;
  // refused before the model was asked: by money, or because its provider was resting
  const refusal = steps.length === 0 && 'nothing' in decision ? decision.nothing : undefined;
  const recorded = recordedModel(steps);
  return {
    needs: {
      ...{ guided, secrets, modelLimits, languageModel: recorded.languageModel },
      modelAccess: async () => ({
        model,
        price: undefined,
        begin: async () => refusal,
        end: async () => undefined,
      }),
      timers: noTimers,
      randomness: { next: () => 0 },
      telemetry: uncounted,
    },
    time: { signal: new AbortController().signal, leftMs: () => (recorded.isThrough() ? 0 : unhurriedMs) },
    close: () => undefined,
  };
}

/** More than any turn has. */
const unhurriedMs = 60_000;

/** Says what was said then, step by step; when it is through, there is no time for another one. */
function recordedModel(steps: readonly RecordedStep[]) {
  let next = 0;
  const languageModel: LanguageModel = {
    async step() {
      const step = steps[next];
      next += 1;
      if (step === undefined) throw new ModelFailure('timeout');
      const { end, text, calls, tokens, retryAfterMs } = step;
      if (end !== 'said' && end !== 'calls' && end !== 'cut') throw new ModelFailure(end, { retryAfterMs });
      return {
        text,
        end,
        calls: calls.map(({ id, name, arguments: written }) => ({ id, name, arguments: written })),
        usage: { ...tokens, input: tokens.input, cached: tokens.cached, output: tokens.output },
      };
    },
  };
  return { languageModel, isThrough: () => next >= steps.length };
}
