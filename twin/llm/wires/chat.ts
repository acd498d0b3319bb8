import type { ToolCall } from '../reply.ts';
import type { Answer } from './answer.ts';

/** OpenAI's Chat Completions, as compatible servers speak it. */
export const chatAnswer = ({ model, says, calls, end, usage }: Answer): object => ({
  id: 'chatcmpl-twin',
  object: 'chat.completion',
  created: 0,
  model,
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: end === 'refusal' ? null : says,
        ...(end === 'refusal' && { refusal: says }),
        ...(calls.length > 0 && { tool_calls: calls.map(toolCall) }),
      },
      finish_reason: { length: 'length', refusal: 'content_filter', stop: 'stop', calls: 'tool_calls' }[end],
    },
  ],
  ...(usage && {
    usage: {
      prompt_tokens: usage.input,
      completion_tokens: usage.output,
      total_tokens: usage.input + usage.output,
      prompt_tokens_details: { cached_tokens: usage.cached },
    },
  }),
});

const toolCall = ({ id, name, arguments: given }: ToolCall) => ({
  id,
  type: 'function',
  function: { name, arguments: typeof given === 'string' ? given : JSON.stringify(given) },
});
