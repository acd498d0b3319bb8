import type { ModelUse } from './day-budget.ts';
import { costOf, type ModelPrice } from './model-prices.ts';
import type { RecordedStep, TokenCount } from './turn-record.ts';
import { given } from '../../given.ts';

/** Characters of Portuguese per token, on the low side. */
const charactersPerToken = 2.5;

export const tokensOfText = (characters: number): number => Math.ceil(characters / charactersPerToken);

/** The counts that providers gave, summed; a kind that one of the steps lacks is not known. */
export function countOf(steps: readonly RecordedStep[]): TokenCount {
  const sum = (kind: keyof TokenCount): number | undefined =>
    steps.length === 0 || steps.some(({ tokens }) => tokens[kind] === undefined)
      ? undefined
      : steps.reduce((all, { tokens }) => all + (tokens[kind] ?? 0), 0);
  const [input, cached, output] = [sum('input'), sum('cached'), sum('output')];
  const cacheWritten = sum('cacheWritten');
  return {
    ...given({ input, cached, cacheWritten, output }),
  };
}

/**
 * What steps used, where counts are missing by our own estimate of one step: a request that hung or broke off may have
 * been billed.
 */
export function useOf(
  steps: readonly RecordedStep[],
  oneStep: Required<Pick<TokenCount, 'input' | 'output'>>,
  price: ModelPrice | undefined,
): ModelUse {
  const counts = steps.map(({ tokens }) => ({ ...oneStep, ...tokens }));
  return {
    tokens: counts.reduce((all, { input, output }) => all + input + output, 0),
    microdollars: counts.reduce((all, count) => all + (costOf(count, price) ?? 0), 0),
  };
}
