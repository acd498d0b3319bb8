import { countOf, tokensOfText, useOf } from '../../../domain/assistant/model/count-tokens.ts';
import { costOf } from '../../../domain/assistant/model/model-prices.ts';
import type { ModelLimits } from '../../../domain/assistant/model/model-limits.ts';
import type { ModelDecision, RecordedStep, TurnRecord } from '../../../domain/assistant/model/turn-record.ts';
import type { AssistantTurn, TurnTime } from '../../ports/assistant/assistant.ts';
import type { GuidedDialogue } from '../../ports/assistant/guided-dialogue.ts';
import type { SaidBefore } from '../../ports/assistant/turn-tools.ts';
import type { LanguageModel } from '../../ports/assistant/language-model.ts';
import type { Telemetry } from '../../ports/operations/telemetry.ts';
import type { Randomness } from '../../ports/system/randomness.ts';
import type { Secrets } from '../../ports/system/secrets.ts';
import type { Timers } from '../../ports/system/timers.ts';
import { newMasking } from '../../../domain/assistant/masking/masking.ts';
import { spokenWords } from '../../../domain/assistant/model/spoken-words.ts';
import { codesOf } from './codes.ts';
import { spokenFactsOf, withIds } from './spoken-facts-of.ts';
import type { GrantedModel } from './model-access.ts';
import { situationText } from './situation-text.ts';
import { think } from './think.ts';
import { modelTool } from './tool-spec.ts';
import { toolSpecs } from './tools.ts';
import { toldInTurn } from './told-in-turn.ts';
import { transcript } from './transcript.ts';
import { given } from '../../../domain/given.ts';

export type AskNeeds = {
  guided: GuidedDialogue;
  languageModel: LanguageModel;
  secrets: Pick<Secrets, 'digest'>;
  timers: Timers;
  randomness: Randomness;
  telemetry: Pick<Telemetry, 'modelAsked' | 'modelTurn'>;

  modelLimits: ModelLimits;
};

/** What came of asking, and what may be said of the words in it. */
type Asked = {
  readonly record: TurnRecord;
  readonly check: (words: string) => ReturnType<typeof spokenWords>;
};

const tools = toolSpecs.map(modelTool);
const charactersOfTools = JSON.stringify(tools).length;

/**
 * What the model of a clinic decides about a turn, within its time and money, and how it came to that. Changes nothing.
 * @throws the reason for which the turn itself has ended, after `broken` was given the record of it
 */
export async function askModel(
  needs: AskNeeds,
  turn: AssistantTurn,
  granted: GrantedModel,
  broken: (record: TurnRecord) => void,
): Promise<Asked> {
  const { timers, modelLimits: limits, telemetry } = needs;
  const began = timers.elapsed();
  const { codes, prompt, before } = await promptFor(needs, turn, granted.model);
  const check: Asked['check'] = (words) =>
    isSaidAgain(words, before)
      ? { replaced: words, because: ['said-again'] }
      : spokenWords(withIds(words, codes), spokenFactsOf(turn, codes, before));
  const oneStep = { input: tokensIn(prompt), output: limits.outputTokensPerStep };
  const steps: RecordedStep[] = [];
  const used = () => useOf(steps, oneStep, granted.price);
  const record = (decision: ModelDecision): TurnRecord => {
    const tokens = countOf(steps);
    const microdollars = costOf(tokens, granted.price);
    return {
      answeredBy: 'model',
      model: granted.model,
      contextVersion: turn.recorder?.contextVersion ?? 0,
      instructionsHash: prompt.cacheKey,
      situation: prompt.situation,
      steps,
      decision,
      tokens,
      ...given({ microdollars }),
      ms: Math.round(timers.elapsed() - began),
    };
  };

  const refusal = await granted.begin(estimateOf(oneStep, limits, granted));
  if (refusal !== undefined) return { record: record({ nothing: refusal }), check };
  const time = modelTime(turn.time, limits, timers);
  try {
    const isWithin = () => used().tokens < limits.tokens && used().microdollars < limits.microdollars;
    const mayGoOn = () => isWithin() && time.leftMs() > 0;
    return { record: record(await think(needs, { turn, codes, prompt, time, steps, mayGoOn })), check };
  } catch (error) {
    broken({ ...record({ nothing: 'turn-ended' }), answeredBy: 'guided', why: 'turn-ended' });
    throw error;
  } finally {
    for (const { end, ms } of steps) telemetry.modelAsked(turn.context.clinicId, end, ms);
    const isPriced = costOf(countOf(steps), granted.price) !== undefined;
    // the answer is worth more than the account: what was set aside then stays used
    await granted.end({ ...used(), isPriced }, steps).catch(() => undefined);
  }
}

/** Who is asked the same thing again did not know what to answer: another one goes on. */
const isSaidAgain = (words: string, before: readonly SaidBefore[]): boolean =>
  before.findLast(({ by }) => by !== 'patient')?.text.includes(words.trim()) === true;

async function promptFor({ guided, secrets }: AskNeeds, turn: AssistantTurn, model: string) {
  const [codes, before] = await Promise.all([codesOf(turn, guided), turn.tools.saidBefore()]);
  const masking = newMasking();
  const prompt = {
    model,
    instructions: codes.instructions,
    cacheKey: secrets.digest(codes.instructions),
    situation: situationText(turn, codes),
    messages: transcript(before, toldInTurn(turn.messages), (text) => masking.mask(text)),
    tools,
  };
  return { codes, prompt, before };
}

type Prompt = Awaited<ReturnType<typeof promptFor>>['prompt'];

const tokensIn = ({ instructions, situation, messages }: Prompt): number =>
  tokensOfText(instructions.length + situation.length + JSON.stringify(messages).length + charactersOfTools);

/** The most that a turn can take: every step, each with all that may be said, and all of it new to the provider's cache. */
const estimateOf = (
  oneStep: { readonly input: number; readonly output: number },
  limits: ModelLimits,
  { price }: GrantedModel,
) => ({
  tokens: Math.min(limits.tokens, limits.steps * (oneStep.input + oneStep.output)),
  microdollars: Math.min(
    limits.microdollars,
    limits.steps * (costOf({ ...oneStep, cacheWritten: oneStep.input }, price) ?? 0),
  ),
});

/** Ends early enough for the guided dialogue to answer within the same turn. */
function modelTime(time: TurnTime, { turnMs, reserveMs }: ModelLimits, timers: Timers): TurnTime {
  const endsAt = timers.elapsed() + Math.max(0, Math.min(turnMs, time.leftMs() - reserveMs));
  return {
    signal: time.signal,
    leftMs: () => Math.max(0, Math.min(endsAt - timers.elapsed(), time.leftMs())),
  };
}
