import type { TokenCount } from './turn-record.ts';

/** Dollars per million tokens. Reading from the provider's cache is cheaper than reading afresh, writing into it dearer. */
export type ModelPrice = {
  readonly input: number;
  readonly cached: number;
  readonly cacheWritten: number;
  readonly output: number;
};

/**
 * As the providers' own pages said on 29 November 2026 (docs/vendors/language-models.md). A model that is not here has no
 * known price. We ask Anthropic to keep the instructions for an hour: writing them costs twice the reading; OpenAI charges
 * a quarter more.
 */
const prices: ReadonlyMap<string, ModelPrice> = new Map([
  ['claude-haiku-5-5', { input: 0.1, cached: 0.01, cacheWritten: 0.2, output: 0.5 }],
  ['claude-sonnet-5-5', { input: 2, cached: 0.2, cacheWritten: 4, output: 10 }],
  ['claude-opus-5-5', { input: 4, cached: 0.4, cacheWritten: 8, output: 20 }],
  ['gpt-6-luna', { input: 0.1, cached: 0.01, cacheWritten: 0.125, output: 0.5 }],
  ['gpt-5.6-luna', { input: 0.2, cached: 0.02, cacheWritten: 0.25, output: 1.2 }],
]);

export const priceOf = (model: string): ModelPrice | undefined => prices.get(model);

/**
 * What tokens cost, in millionths of a US dollar, rounded up; `undefined` where the price or a count is not known. A
 * price per million tokens in dollars is one per token in millionths.
 */
export function costOf(tokens: TokenCount, price: ModelPrice | undefined): number | undefined {
  const { input, cached = 0, cacheWritten = 0, output } = tokens;
  if (price === undefined || input === undefined || output === undefined) return undefined;
  const read = Math.min(cached, input);
  const written = Math.min(cacheWritten, input - read);
  const fresh = input - read - written;
  return Math.ceil(
    fresh * price.input + read * price.cached + written * price.cacheWritten + output * price.output,
  );
}
