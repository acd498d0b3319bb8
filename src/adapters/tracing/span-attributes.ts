import type { SpanFacts } from '../../application/ports/operations/tracing.ts';

export type Attributes = Readonly<Record<string, string | number>>;
type Shape = (value: string | number) => boolean;

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const words = /^[\w/*][\w.:/ {}*-]{0,99}$/;
/** As many digits in a row as a telephone number has. */
const longDigits = /\d{8}/;

const id: Shape = (value) => typeof value === 'string' && uuid.test(value);
const word: Shape = (value) => typeof value === 'string' && isWord(value);
const count: Shape = (value) => typeof value === 'number' && value >= 0 && value < 1e8;

/** A name, a code or a pattern: never a sentence with signs in it, an address or a number of somebody. */
export const isWord = (value: string): boolean => words.test(value) && !longDigits.test(value);

/** OpenTelemetry's own names where it has one. */
const attributes: Readonly<Record<keyof SpanFacts, readonly [name: string, shape: Shape]>> = {
  clinicId: ['atende.clinic_id', id],
  conversationId: ['atende.conversation_id', id],
  messageId: ['atende.message_id', id],
  method: ['http.request.method', word],
  route: ['http.route', word],
  httpStatus: ['http.response.status_code', count],
  items: ['atende.items', count],
  messages: ['atende.messages', count],
  replies: ['atende.replies', count],
  attempts: ['atende.attempts', count],
  outcome: ['atende.outcome', word],
  code: ['error.type', word],
  model: ['gen_ai.request.model', word],
  inputTokens: ['gen_ai.usage.input_tokens', count],
  outputTokens: ['gen_ai.usage.output_tokens', count],
};

/** What does not look like what its name says is left out, whoever has put it there. */
export const attributesOf = (facts: SpanFacts): Attributes =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([fact, value]: [string, string | number | undefined]) => {
      const [name, shape] = attributes[fact as keyof SpanFacts];
      return value !== undefined && shape(value) ? [[name, value]] : [];
    }),
  );

/** The code of a refusal of ours, else what kind of error it is: never its words. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && isWord(code) ? code : error.name;
}
