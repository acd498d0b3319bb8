import type { Answer } from './answer.ts';

/** OpenAI's Responses API. */
export function responsesAnswer({ model, says, calls, end, usage }: Answer): object {
  const said =
    end === 'refusal'
      ? [{ type: 'refusal', refusal: says }]
      : says === ''
        ? []
        : [{ type: 'output_text', text: says, annotations: [] }];
  return {
    id: 'resp_twin',
    object: 'response',
    created_at: 0,
    model,
    status: end === 'length' ? 'incomplete' : 'completed',
    error: null,
    incomplete_details: end === 'length' ? { reason: 'max_output_tokens' } : null,
    output: [
      ...(said.length > 0
        ? [{ type: 'message', id: 'msg_twin', role: 'assistant', status: 'completed', content: said }]
        : []),
      ...calls.map(({ id, name, arguments: given }) => ({
        type: 'function_call',
        id: `fc_${id}`,
        call_id: id,
        name,
        arguments: typeof given === 'string' ? given : JSON.stringify(given),
        status: 'completed',
      })),
    ],
    ...(usage && {
      usage: {
        input_tokens: usage.input,
        input_tokens_details: { cached_tokens: usage.cached, cache_write_tokens: usage.cacheWritten },
        output_tokens: usage.output,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: usage.input + usage.output,
      },
    }),
  };
}
