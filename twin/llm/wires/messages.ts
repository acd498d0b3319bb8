import type { Answer } from './answer.ts';

/** Anthropic's Messages API. Arguments are objects there, so broken JSON becomes an object without the keys wanted. */
export const messagesAnswer = ({ model, says, calls, end, usage }: Answer): object => ({
  id: 'msg_twin',
  type: 'message',
  role: 'assistant',
  model,
  content: [
    ...(says === '' ? [] : [{ type: 'text', text: says }]),
    ...calls.map(({ id, name, arguments: input }) => ({ type: 'tool_use', id, name, input })),
  ],
  stop_reason: { length: 'max_tokens', refusal: 'refusal', stop: 'end_turn', calls: 'tool_use' }[end],
  stop_sequence: null,
  usage: {
    input_tokens: (usage?.input ?? 0) - (usage?.cached ?? 0) - (usage?.cacheWritten ?? 0),
    cache_read_input_tokens: usage?.cached ?? 0,
    cache_creation_input_tokens: usage?.cacheWritten ?? 0,
    output_tokens: usage?.output ?? 0,
  },
});
