import { withinDeadline } from './within-deadline.ts';

type Bounds = {
  /** For the whole exchange, up to the last byte. */
  readonly timeoutMs: number;
  /** Bytes of an answer; a longer one is an error. */
  readonly largestReply: number;
};

class ReplyTooLarge extends Error {
  override readonly name = 'ReplyTooLarge';
}

/**
 * A `fetch` whose answers are complete when they are handed out, end in time and are bounded in size, whatever the other
 * side does. @throws DeadlinePassed, ReplyTooLarge, and what fetch throws
 */
export const boundedFetch =
  ({ timeoutMs, largestReply }: Bounds): typeof fetch =>
  (input, init) =>
    withinDeadline(timeoutMs, async (signal) => {
      const answer = await fetch(input, { ...init, signal });
      const body = await readUpTo(largestReply, answer.body);
      const { status, statusText, headers } = answer;
      return new Response(hasNoBody(status) ? null : body, { status, statusText, headers });
    });

/** `Response` refuses even an empty body for these. */
const hasNoBody = (status: number): boolean => [101, 204, 205, 304].includes(status);

async function readUpTo(
  most: number,
  body: ReadableStream<Uint8Array> | null,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > most) throw new ReplyTooLarge(`More than ${most} bytes`);
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
