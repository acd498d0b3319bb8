import { ModelFailure } from '../../../domain/assistant/model-failure.ts';
import { stepRetryMs, type ModelLimits } from '../../../domain/assistant/model/model-limits.ts';
import type {
  ModelDecision,
  RecordedCall,
  RecordedStep,
} from '../../../domain/assistant/model/turn-record.ts';
import { given } from '../../../domain/given.ts';
import type { AssistantTurn, TurnTime } from '../../ports/assistant/assistant.ts';
import type {
  LanguageModel,
  ModelCall,
  ModelMessage,
  ModelStep,
  ModelStepRequest,
} from '../../ports/assistant/language-model.ts';
import type { Randomness } from '../../ports/system/randomness.ts';
import type { Timers } from '../../ports/system/timers.ts';
import { limitedTime } from '../turn-time.ts';
import type { TurnCodes } from './codes.ts';
import { runCall, type CallResult } from './run-call.ts';

type Needs = {
  languageModel: LanguageModel;
  timers: Timers;
  randomness: Randomness;
  modelLimits: ModelLimits;
};

type Asked = {
  readonly turn: AssistantTurn;
  readonly codes: TurnCodes;
  readonly prompt: Omit<ModelStepRequest, 'maxOutputTokens'>;
  /** Of the model alone: it ends before the time of the turn does. */
  readonly time: TurnTime;
  /** Filled step by step, so that it tells of a turn that was broken off, too. */
  readonly steps: RecordedStep[];
  /** Asked after each step: whether another one may be paid for. */
  readonly mayGoOn: () => boolean;
};

/**
 * One turn of a model: step by step, each call once, until it has chosen, spoken, or used up what it may take. It reads
 * and decides; what comes of the decision is not its own. @throws the reason of the turn's signal, nothing else
 */
export async function think(
  needs: Needs,
  { turn, codes, prompt, time, steps, mayGoOn }: Asked,
): Promise<ModelDecision> {
  const { modelLimits: limits } = needs;
  const messages: ModelMessage[] = [...prompt.messages];
  let [calls, refusals, tries] = [0, 0, 0];

  while (steps.length < limits.steps) {
    const { step, record } = await takeStep(needs, { ...prompt, messages }, time);
    if (turn.time.signal.aborted) steps.push({ ...record([]), wasBrokenOff: true });
    turn.time.signal.throwIfAborted();
    if (step instanceof ModelFailure) {
      steps.push(record([]));
      const waitMs = stepRetryMs(step.failure, step.retryAfterMs, needs.randomness.next());
      if (waitMs === undefined || tries > 0 || waitMs >= time.leftMs()) return { nothing: step.failure };
      tries += 1;
      await needs.timers.sleep(waitMs);
      continue;
    }
    if (step.end === 'cut') {
      steps.push(record([]));
      return { nothing: 'cut' };
    }
    if (step.calls.length === 0) {
      steps.push(record([]));
      return { words: step.text };
    }
    const { recorded, chosen, refused } = await runCalls(step.calls.slice(0, limits.calls - calls));
    steps.push(record([...recorded, ...step.calls.slice(recorded.length).map(notRun)]));
    if (chosen.length > 0 && refused === 0) return { taps: chosen };
    calls += recorded.length;
    refusals += refused;
    if (refusals > limits.refusals) return { nothing: 'refused-calls' };
    if (calls >= limits.calls || !mayGoOn()) break;
    messages.push(
      // what it says beside calls is for nobody: not for the patient, and not for itself
      { from: 'assistant', text: '', calls: step.calls.slice(0, recorded.length) },
      ...recorded.map((call) => ({
        from: 'tool' as const,
        callId: call.id,
        name: call.name,
        result: toldOf(call),
      })),
    );
  }
  return { nothing: 'turn-budget' };

  /** In order, until one is refused: what follows may have counted on it. */
  async function runCalls(wanted: readonly ModelCall[]) {
    const recorded: RecordedCall[] = [];
    const chosen = [];
    let refused = 0;
    for (const call of wanted) {
      const result = await runCall(call, codes, turn);
      recorded.push(recordOf(call, result));
      if (result.outcome === 'chosen') chosen.push(...result.taps);
      if (result.outcome === 'refused') {
        refused += 1;
        break;
      }
    }
    return { recorded, chosen, refused };
  }
}

/** A choice is not carried out beside a refused call, and its ids are not for the model. */
const toldOf = ({ outcome, result }: RecordedCall): unknown =>
  outcome === 'chosen' ? { erro: 'não foi feito, porque outra chamada foi recusada; chame de novo' } : result;

const recordOf = ({ id, name, arguments: written }: ModelCall, result: CallResult): RecordedCall => ({
  id,
  name,
  arguments: written ?? null,
  outcome: result.outcome,
  result: result.outcome === 'chosen' ? result.taps : result.result,
});

const notRun = ({ id, name, arguments: written }: ModelCall): RecordedCall => ({
  id,
  name,
  arguments: written ?? null,
  outcome: 'not-run',
  result: null,
});

/** One request with a time of its own; a failure of the model is a value. @throws when the turn itself has ended */
async function takeStep(
  { languageModel, timers, modelLimits: limits }: Needs,
  request: Omit<ModelStepRequest, 'maxOutputTokens'>,
  time: TurnTime,
) {
  const began = timers.elapsed();
  const own = limitedTime(timers, Math.min(limits.stepMs, time.leftMs()));
  const signal = AbortSignal.any([own.signal, time.signal]);
  let step: ModelStep | ModelFailure;
  try {
    step = await own.within(
      languageModel.step({ ...request, maxOutputTokens: limits.outputTokensPerStep }, signal),
    );
  } catch (error) {
    if (time.signal.aborted) step = new ModelFailure('timeout');
    else if (error instanceof ModelFailure) step = error;
    else step = new ModelFailure(own.signal.aborted ? 'timeout' : 'answer-unusable');
  } finally {
    own.close();
  }
  const ms = Math.round(timers.elapsed() - began);
  const record = (calls: readonly RecordedCall[]): RecordedStep =>
    step instanceof ModelFailure ? failedStep(step, ms) : takenStep(step, calls, ms);
  return { step, record };
}

const failedStep = ({ failure, retryAfterMs }: ModelFailure, ms: number): RecordedStep => ({
  ms,
  end: failure,
  text: '',
  calls: [],
  tokens: {},
  ...given({ retryAfterMs }),
});

const takenStep = (
  { end, text, usage: { input, cached, cacheWritten, output } }: ModelStep,
  calls: readonly RecordedCall[],
  ms: number,
): RecordedStep => ({ ms, end, text, calls, tokens: given({ input, cached, cacheWritten, output }) });
