import { expect, it } from 'vitest';
import { dialogues } from '../../../eval/dialogues/dialogues.ts';
import { assistantOf } from '../../../eval/models/assistant-of.ts';
import { playAll } from '../../../eval/play/play-all.ts';
import { failures } from '../../../eval/play/report.ts';
import { httpLanguageModel } from '../../../src/adapters/llm/language-model.ts';
import { scriptedMind } from '../../../twin/llm/scripted-mind.ts';
import { startLlmTwin } from '../../../twin/llm/start-llm-twin.ts';

it(
  'ends at least 98 % of the dialogues as they must, with a model of few words',
  { timeout: 240_000 },
  async () => {
    const twin = await startLlmTwin({ think: scriptedMind });
    try {
      const model = httpLanguageModel({
        provider: 'openai-compatible',
        baseUrl: twin.baseUrl,
        apiKey: 'test',
      });
      const scores = await playAll(dialogues, () => assistantOf(model).assistant);
      const wrong = failures(scores);
      console.log(
        `scripted model: ${scores.length - wrong.length} of ${scores.length} dialogues end as they must`,
      );
      expect({ isEnough: wrong.length / scores.length <= 0.02, wrong }).toMatchObject({ isEnough: true });
      for (const { wrongFacts, claimedNotDone, doneNotAsked } of scores)
        expect([wrongFacts, claimedNotDone, doneNotAsked]).toEqual([[], [], []]);
    } finally {
      await twin.close();
    }
  },
);
