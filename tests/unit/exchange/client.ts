/** For each exchange of a test. */
export const timeoutMs = 250;

export type Client = {
  /** `true`: it went well. */
  readonly open: (url: string) => () => Promise<boolean>;
  /** What it wants to hear of the server at `url`. */
  readonly good: (url: string) => unknown;
  /** Of several requests, the one that meets odd answers. */
  readonly oddAt?: string;
  /** Odd answers that may be as good as any other when they come in time, as their bodies are not read. */
  readonly mayTake?: readonly string[];
};

export const went = (exchange: Promise<unknown>): Promise<boolean> =>
  exchange.then(
    () => true,
    () => false,
  );

export async function bytesOf(parts: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of parts) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
