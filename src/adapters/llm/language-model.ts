import { generateText } from 'ai';
import type {
  LanguageModel,
  ModelCall,
  ModelStep,
} from '../../application/ports/assistant/language-model.ts';
import { ModelFailure } from '../../domain/assistant/model-failure.ts';
import { failureOf } from './failure-of.ts';
import { libraryMessage, libraryTools } from './messages.ts';
import type { ModelSettings } from './model-settings.ts';
import { openWire } from './provider.ts';

/** Deeper than any argument of ours, far above what a stack can take. */
const deepest = 64;

/** A language model over HTTP. One request per step; the loop, the budget and the record are the caller's. */
export function httpLanguageModel(settings: ModelSettings): LanguageModel {
  const wire = openWire(settings);
  return {
    async step({ model, instructions, cacheKey, situation, messages, tools, maxOutputTokens }, signal) {
      signal.throwIfAborted();
      const asked = generateText({
        model: wire.model(model),
        instructions: [
          { role: 'system', content: instructions, providerOptions: wire.cached },
          { role: 'system', content: situation },
        ],
        messages: messages.map(libraryMessage),
        ...(tools.length > 0 && { tools: libraryTools(tools), toolOrder: tools.map(({ name }) => name) }),
        maxOutputTokens,
        maxRetries: 0,
        abortSignal: signal,
        telemetry: { isEnabled: false },
        providerOptions: wire.options(cacheKey),
      });
      try {
        return stepOf(await beforeAbort(asked, signal));
      } catch (error) {
        signal.throwIfAborted();
        throw error instanceof ModelFailure ? error : failureOf(error);
      }
    },
  };
}

type Answer = Awaited<ReturnType<typeof generateText>>;

/** Refusals come as ordinary answers whose text is the provider's, so the reason is looked at first. */
function stepOf({ text, toolCalls, finishReason, rawFinishReason, usage }: Answer): ModelStep {
  if (finishReason === 'content-filter') throw new ModelFailure('content-filtered');
  const calls = onceEach(toolCalls.map(callOf));
  const words = withoutReasoning(text);
  const isCut = finishReason === 'length' || rawFinishReason === 'pause_turn';
  // some servers say "stop" beside calls, so their presence decides
  if (
    !isCut &&
    calls.length === 0 &&
    (words === '' || finishReason === 'error' || finishReason === 'tool-calls')
  )
    throw new ModelFailure('answer-unusable');
  return {
    text: words,
    calls: isCut ? [] : calls,
    end: isCut ? 'cut' : calls.length > 0 ? 'calls' : 'said',
    usage: {
      input: usage.inputTokens,
      cached: usage.inputTokenDetails.cacheReadTokens,
      cacheWritten: usage.inputTokenDetails.cacheWriteTokens,
      output: usage.outputTokens,
    },
  };
}

type LibraryCall = Answer['toolCalls'][number];

const callOf = ({ toolCallId, toolName, input }: LibraryCall): ModelCall => ({
  id: toolCallId,
  name: toolName,
  arguments: isJson(input) ? input : undefined,
});

/** The library passes on as a string what it could not parse. */
const isJson = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && isShallow(input, deepest);

const isShallow = (value: unknown, left: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (left > 0 && Object.values(value).every((each) => isShallow(each, left - 1)));

/** An id that comes again is the same call. */
const onceEach = (calls: readonly ModelCall[]): readonly ModelCall[] => [
  ...new Map(calls.map((call) => [call.id, call])).values(),
];

/** Models served by others think aloud in their answer. */
function withoutReasoning(text: string): string {
  const end = text.lastIndexOf('</think>');
  if (end >= 0) return text.slice(end + '</think>'.length).trim();
  return text.trimStart().startsWith('<think>') ? '' : text.trim();
}

/** The library and its connection may take their time to give up; the caller does not wait for them. */
function beforeAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  return Promise.race([work, aborted.promise]).finally(() => signal.removeEventListener('abort', abort));
}
