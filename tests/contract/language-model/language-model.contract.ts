import { describe, expect, onTestFinished, test } from 'vitest';
import type {
  LanguageModel,
  ModelStep,
  ModelStepRequest,
} from '../../../src/application/ports/assistant/language-model.ts';
import { ModelFailure, type ModelFailureKind } from '../../../src/domain/assistant/model-failure.ts';
import type { ModelReply } from '../../../twin/llm/reply.ts';

/** What the outside world does, and what the port makes of it. */
export type Outcome = { readonly step: Partial<ModelStep> } | { readonly failure: ModelFailureKind };
type Row = {
  readonly when: string;
  readonly reply: ModelReply;
  readonly outcome: Outcome;
  /** Wire formats that cannot say this. */
  readonly not?: readonly string[];
};

export type Harness = {
  readonly name: string;
  /** A model on the other end of which `row` happens; closed when the test ends. */
  open(
    row: Pick<Row, 'reply' | 'outcome'>,
  ): Promise<{ readonly model: LanguageModel; close(): Promise<void> }>;
};

export const request: ModelStepRequest = {
  model: 'twin-1',
  instructions: 'Você atende a Clínica Flor.',
  cacheKey: 'context-7',
  situation: 'Hoje é terça-feira, 24/11/2026.',
  messages: [
    { from: 'patient', text: 'Oi' },
    {
      from: 'assistant',
      text: '',
      calls: [{ id: 'call_0', name: 'find_times', arguments: { service: 's1' } }],
    },
    { from: 'tool', callId: 'call_0', name: 'find_times', result: { times: ['h1'] } },
    { from: 'patient', text: 'Quero marcar' },
  ],
  tools: [
    {
      name: 'find_times',
      description: 'Finds free times',
      parameters: {
        type: 'object',
        properties: { service: { type: 'string' } },
        required: ['service'],
        additionalProperties: false,
      },
    },
  ],
  maxOutputTokens: 300,
};

const call = (given: unknown, name = 'find_times') => [{ name, arguments: given }];
const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;

const rows: readonly Row[] = [
  {
    when: 'it says something',
    reply: { says: 'Olá!' },
    outcome: { step: { text: 'Olá!', calls: [], end: 'said' } },
  },
  {
    when: 'it calls a tool',
    reply: { calls: call({ service: 's1' }) },
    outcome: {
      step: {
        text: '',
        calls: [{ id: 'call_1', name: 'find_times', arguments: { service: 's1' } }],
        end: 'calls',
      },
    },
  },
  {
    when: 'it says something beside a call',
    reply: { says: 'Marquei!', calls: call({ service: 's1' }) },
    outcome: {
      step: {
        text: 'Marquei!',
        calls: [{ id: 'call_1', name: 'find_times', arguments: { service: 's1' } }],
        end: 'calls',
      },
    },
  },
  {
    when: 'its server calls the end of a call a plain stop',
    reply: { calls: call({ service: 's1' }), end: 'stop' },
    outcome: {
      step: { calls: [{ id: 'call_1', name: 'find_times', arguments: { service: 's1' } }], end: 'calls' },
    },
  },
  {
    when: 'it calls a tool that was not offered',
    reply: { calls: call({}, '__proto__') },
    outcome: { step: { calls: [{ id: 'call_1', name: '__proto__', arguments: {} }], end: 'calls' } },
  },
  {
    when: 'it adds an argument',
    reply: { calls: call({ service: 's1', clinicId: 'another' }) },
    outcome: {
      step: {
        calls: [{ id: 'call_1', name: 'find_times', arguments: { service: 's1', clinicId: 'another' } }],
      },
    },
  },
  {
    when: 'its arguments are no JSON',
    reply: { calls: call('{"service": ') },
    outcome: { step: { calls: [{ id: 'call_1', name: 'find_times', arguments: undefined }], end: 'calls' } },
  },
  {
    when: 'its arguments are nested twenty thousand deep',
    reply: { calls: call(deep) },
    outcome: { failure: 'answer-unusable' },
    not: ['messages'],
  },
  {
    when: 'it makes the same call twice',
    reply: { calls: [1, 2].map(() => ({ name: 'find_times', arguments: { service: 's1' }, id: 'call_9' })) },
    outcome: { step: { calls: [{ id: 'call_9', name: 'find_times', arguments: { service: 's1' } }] } },
  },
  {
    when: 'it thinks aloud',
    reply: { says: '<think>hum</think>\nOlá!' },
    outcome: { step: { text: 'Olá!' } },
  },
  {
    when: 'it only thinks',
    reply: { says: '<think>hum, deixa ver' },
    outcome: { failure: 'answer-unusable' },
  },
  {
    when: 'it is cut at the limit',
    reply: { says: 'O preço é', end: 'length' },
    outcome: { step: { end: 'cut', calls: [] } },
  },
  {
    when: 'it is cut at the limit beside a call',
    reply: { says: 'O', calls: call({ service: 's1' }), end: 'length' },
    outcome: { step: { end: 'cut', calls: [] } },
  },
  {
    when: 'it refuses',
    reply: { says: 'I cannot help', end: 'refusal' },
    outcome: { failure: 'content-filtered' },
  },
  { when: 'it says nothing', reply: { says: '' }, outcome: { failure: 'answer-unusable' } },
  {
    when: 'it does not count tokens',
    reply: { says: 'Olá!', uncounted: true },
    outcome: { step: { usage: { input: undefined, cached: undefined, output: undefined } } },
    not: ['messages'],
  },
  { when: 'it is asked too fast', reply: { refuses: 'rate-limited' }, outcome: { failure: 'rate-limited' } },
  {
    when: 'the quota is used up',
    reply: { refuses: 'quota-exhausted' },
    outcome: { failure: 'quota-exhausted' },
  },
  { when: 'there is no credit', reply: { refuses: 'no-credit' }, outcome: { failure: 'quota-exhausted' } },
  {
    when: 'the provider is overloaded',
    reply: { refuses: 'overloaded' },
    outcome: { failure: 'unavailable' },
  },
  {
    when: 'the provider fails in HTML',
    reply: { refuses: 'server-error' },
    outcome: { failure: 'unavailable' },
  },
  { when: 'the key is wrong', reply: { refuses: 'bad-key' }, outcome: { failure: 'key-refused' } },
  {
    when: 'the model is unknown',
    reply: { refuses: 'unknown-model' },
    outcome: { failure: 'unknown-model' },
  },
  {
    when: 'the prompt is too long',
    reply: { refuses: 'context-too-long' },
    outcome: { failure: 'context-too-long' },
  },
  { when: 'the connection is reset', reply: { line: 'reset' }, outcome: { failure: 'unavailable' } },
  { when: 'the body breaks off', reply: { line: 'cut-body' }, outcome: { failure: 'unavailable' } },
  { when: 'the body is garbage', reply: { line: 'garbage' }, outcome: { failure: 'answer-unusable' } },
  {
    when: 'the body has another shape',
    reply: { line: 'wrong-shape' },
    outcome: { failure: 'answer-unusable' },
  },
  { when: 'there are no choices', reply: { line: 'no-choices' }, outcome: { failure: 'answer-unusable' } },
  {
    when: 'the body is five megabytes',
    reply: { line: 'too-large' },
    outcome: { failure: 'answer-unusable' },
  },
  { when: 'it redirects elsewhere', reply: { line: 'redirect' }, outcome: { failure: 'unavailable' } },
];

export const languageModelContract = (harness: Harness): void => {
  const open = async (row: Pick<Row, 'reply' | 'outcome'>) => {
    const opened = await harness.open(row);
    onTestFinished(() => opened.close());
    return opened.model;
  };
  const patience = () => AbortSignal.timeout(10_000);

  describe(`a language model (${harness.name})`, () => {
    for (const { when, reply, outcome, not = [] } of rows) {
      if (not.includes(harness.name)) continue;
      test(`${'failure' in outcome ? `fails with ${outcome.failure}` : 'gives a step'} when ${when}`, async () => {
        const model = await open({ reply, outcome });
        const step = model.step(request, patience());
        if ('step' in outcome) expect(await step).toMatchObject(outcome.step);
        else {
          const error = await step.catch((thrown: unknown) => thrown);
          expect(error).toBeInstanceOf(ModelFailure);
          expect(error).toMatchObject({ failure: outcome.failure, code: `model.${outcome.failure}` });
          expect((error as Error).cause).toBeUndefined();
        }
      });
    }

    test.each(['hang', 'hang-in-body'] as const)(
      'throws the reason of the signal when it is aborted in a %s',
      async (line) => {
        const model = await open({ reply: { line }, outcome: { failure: 'timeout' } });
        const aborting = new AbortController();
        const step = model.step(request, aborting.signal);
        const reason = new Error('taken over by a person');
        const began = performance.now();
        aborting.abort(reason);
        await expect(step).rejects.toBe(reason);
        expect(performance.now() - began).toBeLessThan(5_000);
      },
    );

    test('asks nobody when the signal is aborted already', async () => {
      const model = await open({ reply: { says: 'Olá!' }, outcome: { step: { text: 'Olá!' } } });
      const reason = new Error('too late');
      await expect(model.step(request, AbortSignal.abort(reason))).rejects.toBe(reason);
    });
  });
};
