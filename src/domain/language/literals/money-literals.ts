import { centsOf } from '../../clinic/document/written-values.ts';
import type { LiteralRule } from './literal-rule.ts';
import { numberOf, numberWords } from './number-words.ts';

const amount = String.raw`\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?(?!\d)|\d{1,9}(?:[.,]\d{1,2})?(?!\d)`;
const ofBrazil = '(?:reais|real|contos?|pilas?|mangos?)';
const thousands = '(?<mil> ?mil(?![a-z]))?';

const cents = (written: string, isThousands: boolean): number => {
  const value = centsOf(written.trim()) ?? NaN;
  return isThousands ? value * 1_000 : value;
};

/** Amounts: `R$ 1.280,00`, `380 reais`, `1,2 mil`, `trezentos e oitenta reais`, `custa 380`. */
export const moneyRules: readonly LiteralRule[] = [
  {
    pattern: String.raw`(?:r ?\$|brl|rs(?= ?\d)) ?(?<amount>${amount})${thousands}`,
    read: ({ amount: written = '', mil }) => ({ kind: 'money', cents: cents(written, mil !== undefined) }),
  },
  {
    // no price of this clinic stands in another currency
    pattern: String.raw`(?:us ?\$|\$|€|£|eur ?(?=\d)|usd ?(?=\d)) ?\d{1,12}(?:[.,]\d{1,3}){0,4}`,
    read: () => ({ kind: 'money', cents: NaN }),
  },
  {
    pattern: String.raw`(?<amount>${amount})${thousands} ?${ofBrazil}(?![a-z])`,
    read: ({ amount: written = '', mil }) => ({ kind: 'money', cents: cents(written, mil !== undefined) }),
  },
  {
    pattern: `(?<words>${numberWords}) (?:e meio )?${ofBrazil}(?![a-z])`,
    read: ({ words = '' }) => ({ kind: 'money', cents: (numberOf(words) ?? NaN) * 100 }),
  },
  {
    // `1,2 mil` is no count of anything that a clinic has
    pattern: String.raw`(?<amount>${amount}) ?mil(?![a-z])`,
    read: ({ amount: written = '' }) => ({ kind: 'money', cents: cents(written, true) }),
  },
  {
    pattern: String.raw`(?<=(?:^|[^a-z])(?:custam?|custando|valor|valor e|valor de|preco|preco e|preco de|sai|saem|sai por|sai a|fica em|ficam em|fica por|ficou em|por apenas|cobramos|cobra|pagando|paga):? )(?<amount>${amount})(?! ?(?:h|min|x|%|dias?|horas?|vezes)(?![a-z])|:\d)`,
    read: ({ amount: written = '' }) => ({ kind: 'money', cents: cents(written, false) }),
  },
  {
    pattern: `(?<=(?:^|[^a-z])(?:custam?|sai por|sai a|fica em|fica por|por apenas|cobramos|preco e|valor e) )(?<words>${numberWords})(?! (?:horas?|minutos?|dias?|vezes|por cento))`,
    read: ({ words = '' }) => ({ kind: 'money', cents: (numberOf(words) ?? NaN) * 100 }),
  },
];
