import { makeGuidedAssistant } from '../src/adapters/guided/guided-assistant.ts';
import { httpLanguageModel } from '../src/adapters/llm/language-model.ts';
import type { ModelSettings } from '../src/adapters/llm/model-settings.ts';
import type { Assistant } from '../src/application/ports/assistant/assistant.ts';
import { startLlmTwin } from '../twin/llm/start-llm-twin.ts';
import { scriptedMind } from '../twin/llm/scripted-mind.ts';
import { contextFrom } from '../tests/support/assistant/spoken.ts';
import { clinics } from './clinics/clinics.ts';
import type { Dialogue } from './dialogue.ts';
import { attacks } from './dialogues/attacks.ts';
import { dialogues } from './dialogues/dialogues.ts';
import { trialDialogues } from './dialogues/trial/trial.ts';
import { assistantOf, type EvaluatedAssistant } from './models/assistant-of.ts';
import { lyingMind } from './models/lying.ts';
import { obeyingMind } from './models/obeying.ts';
import { thinkingModel } from './models/steps.ts';
import { playAll } from './play/play-all.ts';
import { failures, report, transcript } from './play/report.ts';
import { whoAnswered } from './play/who-answered.ts';

export type AssistantName = 'guided' | 'scripted' | 'lying' | 'obeying' | 'real';

type Options = { readonly only: string | undefined; readonly attacks: boolean; readonly trial: boolean };

/** A dialogue of a real model counts only if it ends well so many times in a row. */
const realRuns = 4;

/** Plays all dialogues, or some, with one assistant, and prints how they ended. */
export async function evaluate(
  name: AssistantName,
  { only, attacks: withAttacks, trial }: Options,
): Promise<void> {
  const usual = trial ? trialDialogues : dialogues;
  const all = withAttacks ? [...usual, ...attacks] : usual;
  const chosen = all.filter(({ id, category }) => `${category}/${id}`.includes(only ?? ''));
  const made: EvaluatedAssistant[] = [];
  const { assistantFor, close } = await assistants(name, made);
  const runs = name === 'real' ? realRuns : 1;
  const right = new Map<string, number>();
  console.log(`\n${name}: ${chosen.length} dialogues${runs > 1 ? `, ${runs} times each` : ''}`);
  for (let run = 1; run <= runs; run += 1) {
    const scores = await playAll(chosen, assistantFor);
    for (const { faults, played } of scores)
      if (faults.length === 0)
        right.set(nameOf(played.dialogue), (right.get(nameOf(played.dialogue)) ?? 0) + 1);
    if (only !== undefined) for (const one of scores) console.log(`${transcript(one)}\n`);
    console.log(failures(scores).join('\n'));
    console.log(report(scores).join('\n'));
  }
  if (runs > 1) {
    const always = [...right.values()].filter((count) => count === runs).length;
    console.log(`pass^${runs}: ${always} of ${chosen.length}`);
  }
  if (made.length > 0) console.log(whoAnswered(made.flatMap(({ records }) => records)));
  await close();
}

const nameOf = ({ category, id }: Dialogue) => `${category}/${id}`;

type Assistants = {
  readonly assistantFor: (dialogue: Dialogue) => Assistant;
  readonly close: () => Promise<void>;
};

async function assistants(name: AssistantName, made: EvaluatedAssistant[]): Promise<Assistants> {
  const keep = (one: EvaluatedAssistant): Assistant => {
    made.push(one);
    return one.assistant;
  };
  const close = async () => undefined;
  let seed = 0;
  switch (name) {
    case 'guided':
      return { assistantFor: () => makeGuidedAssistant(), close };
    case 'scripted': {
      const twin = await startLlmTwin({ think: scriptedMind });
      const model = httpLanguageModel({
        provider: 'openai-compatible',
        baseUrl: twin.baseUrl,
        apiKey: 'eval',
      });
      return { assistantFor: () => keep(assistantOf(model)), close: () => twin.close() };
    }
    case 'lying':
      return {
        assistantFor: ({ clinic }) =>
          keep(assistantOf(thinkingModel(lyingMind(contextOf(clinic), (seed += 5))).model)),
        close,
      };
    case 'obeying':
      return { assistantFor: () => keep(assistantOf(thinkingModel(obeyingMind((seed += 1))).model)), close };
    case 'real': {
      const { settings, model } = realModel();
      const languageModel = httpLanguageModel(settings);
      return { assistantFor: () => keep(assistantOf(languageModel, model)), close };
    }
  }
}

const contextOf = (key: Dialogue['clinic']) => contextFrom(clinics[key].document, clinics[key].name);

function realModel(): { readonly settings: ModelSettings; readonly model: string } {
  const {
    LLM_PROVIDER: provider,
    LLM_API_KEY: apiKey = '',
    LLM_BASE_URL: baseUrl,
    LLM_MODEL: model,
  } = process.env;
  if (model === undefined) throw new Error('Set LLM_MODEL');
  if (provider === 'openai' || provider === 'anthropic')
    return { settings: { provider, apiKey, ...(baseUrl !== undefined && { baseUrl }) }, model };
  if (provider === 'openai-compatible' && baseUrl !== undefined)
    return { settings: { provider, apiKey, baseUrl }, model };
  throw new Error('Set LLM_PROVIDER to openai, anthropic or, with LLM_BASE_URL, to openai-compatible');
}
