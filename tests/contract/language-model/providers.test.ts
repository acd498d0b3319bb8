import { expect, onTestFinished, test } from 'vitest';
import { httpLanguageModel } from '../../../src/adapters/llm/language-model.ts';
import type { ModelProvider } from '../../../src/adapters/llm/model-settings.ts';
import { startLlmTwin } from '../../../twin/llm/start-llm-twin.ts';
import type { ModelReply, WireName } from '../../../twin/llm/reply.ts';
import { languageModelContract, request } from './language-model.contract.ts';

const providers: Readonly<Record<WireName, ModelProvider>> = {
  chat: 'openai-compatible',
  responses: 'openai',
  messages: 'anthropic',
};
const wires = Object.keys(providers) as WireName[];

async function openModel(wire: WireName, reply: ModelReply) {
  const twin = await startLlmTwin({ think: () => reply });
  const settings = { provider: providers[wire], apiKey: 'sk-canary-key', baseUrl: twin.baseUrl };
  return { twin, model: httpLanguageModel(settings), close: () => twin.close() };
}

for (const wire of wires) languageModelContract({ name: wire, open: ({ reply }) => openModel(wire, reply) });

test.each(['responses', 'messages'] as const)(
  'tells what was put into the cache apart (%s)',
  async (wire) => {
    const { model, close } = await openModel(wire, { says: 'Olá!', writesCache: true });
    onTestFinished(close);
    const { usage } = await model.step(request, AbortSignal.timeout(10_000));
    const { input = 0, cached = 0, cacheWritten = 0 } = usage;
    expect(cacheWritten).toBeGreaterThan(0);
    expect(cacheWritten).toBe(Math.floor(input / 4));
    expect(cached).toBe(Math.floor(input / 2));
  },
);

test.each(wires)('stores nothing at the provider and sends no sampling parameters (%s)', async (wire) => {
  const { twin, model, close } = await openModel(wire, { says: 'Olá!' });
  onTestFinished(close);
  await model.step(request, AbortSignal.timeout(10_000));
  const [{ body } = { body: {} }] = twin.seen;
  if (wire !== 'messages') expect(body).toMatchObject({ store: false, parallel_tool_calls: false });
  for (const name of ['temperature', 'top_p', 'top_k']) expect(body).not.toHaveProperty(name);
  expect(twin.seen).toHaveLength(1);
});

test.each(wires)(
  'sends instructions first and the same bytes of them whatever changes behind (%s)',
  async (wire) => {
    const { twin, model, close } = await openModel(wire, { says: 'Olá!' });
    onTestFinished(close);
    const later = {
      ...request,
      situation: 'Hoje é quarta-feira.',
      messages: [{ from: 'patient', text: 'E?' } as const],
    };
    for (const each of [request, later]) await model.step(each, AbortSignal.timeout(10_000));
    const [first = '', second = ''] = twin.seen.map(({ body }) =>
      JSON.stringify([body['tools'], body['system'] ?? body['messages'] ?? body['input']]),
    );
    const end = first.indexOf(request.instructions) + request.instructions.length;
    expect(end).toBeGreaterThan(request.instructions.length);
    expect(second.slice(0, end)).toBe(first.slice(0, end));
  },
);

test.each(wires)('never says in an error what was asked, answered or used as a key (%s)', async (wire) => {
  for (const reply of [{ refuses: 'bad-key' }, { line: 'garbage' }, { line: 'cut-body' }] as const) {
    const { model, close } = await openModel(wire, reply);
    onTestFinished(close);
    const error = await model.step(request, AbortSignal.timeout(10_000)).catch((thrown: unknown) => thrown);
    const said = JSON.stringify(error, Object.getOwnPropertyNames(error)) + String((error as Error).stack);
    for (const secret of ['canary', 'Flor', 'marcar', 'tokens you are', 'wxyz'])
      expect(said).not.toContain(secret);
  }
});
