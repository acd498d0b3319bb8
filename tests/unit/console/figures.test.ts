import { describe, expect, it } from 'vitest';
import { inDollars, pointName, waited } from '../../../console/src/words/figure-words.ts';
import { dialled, isDialled } from '../../../console/src/words/phones.ts';

describe('a wait', () => {
  it.each([
    [0, '1 s'],
    [2_400, '2 s'],
    [90_000, '2 min'],
    [3_600_000, '1 h'],
    [3_600_000 * 2.5, '2 h 30 min'],
    [3_600_000 * 30.2, '30 h'],
  ])('of %d ms is said as %s', (ms, words) => {
    expect(waited(ms)).toBe(words);
  });
});

it('what a model has cost is said in dollars', () => {
  expect(inDollars(1_230_000)).toMatch(/US\$\s?1,23/);
});

it('an hour of a day, or a day of a longer period, is named by the clinic’s clocks', () => {
  const start = '2026-12-01T02:00:00Z';
  expect(pointName(start, '24h', 'America/Sao_Paulo')).toBe('23:00');
  expect(pointName(start, '7d', 'America/Sao_Paulo')).toBe('seg., 30 nov.');
});

describe('a phone', () => {
  it.each([
    ['11 95550-7788', '+5511955507788'],
    ['(011) 3555-0188', '+551135550188'],
    ['+351 912 345 678', '+351912345678'],
    ['55 11 95550-7788', '+5511955507788'],
  ])('%s is dialled as %s', (written, phone) => {
    expect(dialled(written)).toBe(phone);
    expect(isDialled(phone)).toBe(true);
  });

  it('of too few digits is none', () => {
    expect(isDialled(dialled('12'))).toBe(false);
  });
});
