import type { Refusal, WireName } from './reply.ts';

type Told = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
};

const json = (value: object) => JSON.stringify(value);
const openAi = (message: string, type: string, code: string | null = null) =>
  json({ error: { message, type, param: null, code } });
const anthropic = (message: string, type: string) => json({ type: 'error', error: { type, message } });

/** Status, headers and body of a provider's refusal. Words as OpenAI's and Anthropic's pages give them (Nov 2026). */
export function refusal(kind: Refusal, wire: WireName): Told {
  const isAnthropic = wire === 'messages';
  switch (kind) {
    case 'rate-limited':
      return {
        status: 429,
        headers: { 'retry-after': '7' },
        body: isAnthropic
          ? anthropic('This request would exceed your rate limit', 'rate_limit_error')
          : openAi('Rate limit reached for requests', 'requests', 'rate_limit_exceeded'),
      };
    case 'quota-exhausted':
      return {
        status: 429,
        body: isAnthropic
          ? anthropic('You have reached your specified spend limit', 'rate_limit_error')
          : openAi('You exceeded your current quota', 'insufficient_quota', 'insufficient_quota'),
      };
    case 'no-credit':
      return isAnthropic
        ? { status: 400, body: anthropic('Your credit balance is too low', 'invalid_request_error') }
        : { status: 402, body: openAi('Insufficient credits', 'billing') };
    case 'overloaded':
      return isAnthropic
        ? { status: 529, body: anthropic('Overloaded', 'overloaded_error') }
        : { status: 503, body: openAi('The engine is currently overloaded', 'server_error') };
    case 'server-error':
      return {
        status: 500,
        headers: { 'content-type': 'text/html' },
        body: '<html><body>Bad gateway</body></html>',
      };
    case 'bad-key':
      return {
        status: 401,
        body: isAnthropic
          ? anthropic('invalid x-api-key', 'authentication_error')
          : openAi(
              'Incorrect API key provided: sk-twin-****wxyz',
              'invalid_request_error',
              'invalid_api_key',
            ),
      };
    case 'unknown-model':
      return {
        status: 404,
        body: isAnthropic
          ? anthropic('model: no-such-model', 'not_found_error')
          : openAi('The model does not exist', 'invalid_request_error', 'model_not_found'),
      };
    case 'context-too-long':
      return {
        status: 400,
        body: isAnthropic
          ? anthropic('prompt is too long: 250000 tokens > 200000 maximum', 'invalid_request_error')
          : openAi(
              'maximum context length is 128000 tokens',
              'invalid_request_error',
              'context_length_exceeded',
            ),
      };
  }
}
