import { scriptedMind } from '../../../twin/llm/scripted-mind.ts';
import { startLlmTwin, type LlmTwin } from '../../../twin/llm/start-llm-twin.ts';

const preferredPort = 4_200;

/** The stand-in for a provider of language models, for development: it follows a script, and lies on command. */
export const startTwinOfModel = (): Promise<LlmTwin> =>
  startLlmTwin({ think: scriptedMind, port: preferredPort });
