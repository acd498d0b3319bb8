import { expect, it } from 'vitest';
import { costOf, priceOf } from '../../../src/domain/assistant/model/model-prices.ts';

const million = 1_000_000;

it('charges reading from the cache less than reading, and writing into it more', () => {
  const price = priceOf('claude-sonnet-5-5');
  const cost = (kind: object) => costOf({ input: million, output: 0, ...kind }, price);
  expect(cost({})).toBe(2 * million);
  expect(cost({ cached: million })).toBe(0.2 * million);
  expect(cost({ cacheWritten: million })).toBe(4 * million);
  expect(cost({ cached: million / 2, cacheWritten: million / 4 })).toBe((0.1 + 1 + 0.5) * million);
});

it('never counts more than was read, whatever a provider says', () => {
  const price = priceOf('gpt-6-luna');
  expect(costOf({ input: 100, cached: 80, cacheWritten: 900, output: 0 }, price)).toBe(
    Math.ceil(80 * 0.01 + 20 * 0.125),
  );
});

it('does not know the price of a model that is not listed', () => {
  expect(costOf({ input: 1, output: 1 }, priceOf('unheard-of'))).toBeUndefined();
});
