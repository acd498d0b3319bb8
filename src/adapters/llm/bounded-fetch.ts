/** More than any step of ours can say. */
const mostBytes = 2 * 1_024 * 1_024;

export class AnswerTooLarge extends Error {
  constructor() {
    super(`The provider sent more than ${mostBytes} bytes`);
  }
}

/** `fetch` that follows no redirect, since a key must not travel, and reads at most two mebibytes. */
export const boundedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: 'error' });
  if (response.body === null) return response;
  let bytes = 0;
  const bound = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > mostBytes) controller.error(new AnswerTooLarge());
      else controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(bound), { status, statusText, headers });
};
