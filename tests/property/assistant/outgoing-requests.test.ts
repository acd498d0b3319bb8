import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dialogue } from '../../../eval/dialogue.ts';
import { dialogues } from '../../../eval/dialogues/dialogues.ts';
import { assistantOf, type EvaluatedAssistant } from '../../../eval/models/assistant-of.ts';
import { otherPatient } from '../../../eval/play/play.ts';
import { playAll } from '../../../eval/play/play-all.ts';
import { httpLanguageModel } from '../../../src/adapters/llm/language-model.ts';
import { ModelFailure } from '../../../src/domain/assistant/model-failure.ts';
import type { ModelReply } from '../../../twin/llm/reply.ts';
import { scriptedMind } from '../../../twin/llm/scripted-mind.ts';
import { startLlmTwin, type LlmTwin } from '../../../twin/llm/start-llm-twin.ts';

const canary = 'rouxinolzinho';
/** What must never leave, in any spelling. */
const secrets = {
  cpf: '529.982.247-25',
  card: '4111 1111 1111 1111',
  phone: '+55 21 98765-4321',
  other: otherPatient,
};

/** All dialogues, with personal numbers in the first words of each. */
const talkative = dialogues
  .filter(({ category }) => category !== 'emergency')
  .map((dialogue): Dialogue => ({
    ...dialogue,
    patientName: 'Ana Souza',
    says: [
      `${canary}, meu cpf é ${secrets.cpf}, cartão ${secrets.card}, fone ${secrets.phone}`,
      ...dialogue.says,
    ],
  }));

const digits = (text: string) => text.replace(/\D/g, '');

describe('what goes out to a model over HTTP', () => {
  let twin: LlmTwin;
  let failing = false;
  const evaluated: EvaluatedAssistant[] = [];
  beforeAll(async () => {
    const mind = (request: Parameters<typeof scriptedMind>[0]): ModelReply =>
      failing ? { refuses: 'server-error' } : scriptedMind(request);
    twin = await startLlmTwin({ think: mind });
    const model = httpLanguageModel({ provider: 'openai-compatible', baseUrl: twin.baseUrl, apiKey: 'k' });
    const one = () => {
      const made = assistantOf(model);
      evaluated.push(made);
      return made.assistant;
    };
    await playAll(talkative, one);
    failing = true;
    await playAll(talkative.slice(0, 5), one);
  }, 240_000);
  afterAll(() => twin.close());

  it('holds no CPF, no card, no telephone and nobody else, and asks for nothing to be stored', () => {
    expect(twin.seen.length).toBeGreaterThan(100);
    for (const { body } of twin.seen) {
      const text = JSON.stringify(body);
      expect(text).toContain(canary);
      for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
      for (const number of [secrets.cpf, secrets.card, secrets.phone])
        expect(digits(text)).not.toContain(digits(number));
      expect(text).not.toMatch(/00000000-0000-7000-8000/);
      expect(body['store']).toBe(false);
    }
    console.log(`outgoing requests looked at: ${twin.seen.length}`);
  });

  it('leaves no word of a prompt in an error', async () => {
    const model = httpLanguageModel({ provider: 'openai-compatible', baseUrl: twin.baseUrl, apiKey: 'k' });
    const request = {
      ...{ model: 'm', instructions: canary, cacheKey: 'c', situation: canary, tools: [] },
      ...{ messages: [{ from: 'patient' as const, text: canary }], maxOutputTokens: 10 },
    };
    const failure = await model.step(request, AbortSignal.timeout(5_000)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ModelFailure);
    expect(inspect(failure, { depth: 20, showHidden: true })).not.toContain(canary);
  });

  it('leaves no word of a prompt in a metric', async () => {
    for (const { metrics } of evaluated) expect(await metrics()).not.toContain(canary);
  });
});
