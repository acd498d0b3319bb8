import type { LiteralRule } from './literal-rule.ts';

const endings =
  'com|net|org|br|io|me|link|app|ly|gl|gg|site|online|info|dev|co|pt|us|example|med|dental|health|clinic|shop|store|top|xyz|click|live|ai|to|tv|biz';
const label = '[a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?';

/** Ways to reach or to pay somebody, and signs that name somebody. */
export const contactRules: readonly LiteralRule[] = [
  {
    pattern: String.raw`(?<address>(?:[a-z]{2,12}:\/\/|www\.)[^\s<>"'*()]{1,300})`,
    read: ({ address = '' }) => ({ kind: 'link', address: ended(address) }),
  },
  {
    pattern: String.raw`(?<address>[a-z0-9][\w.+-]{0,63}@[a-z0-9][a-z0-9.-]{0,120})`,
    read: ({ address = '' }) => ({ kind: 'email', address: ended(address) }),
  },
  {
    pattern: String.raw`(?<address>@[a-z0-9_.]{2,40})`,
    read: ({ address = '' }) => ({ kind: 'link', address: ended(address) }),
  },
  {
    pattern: String.raw`(?<address>(?:${label}\.){1,5}(?:${endings})(?![a-z0-9-])(?:\/[^\s<>"'*()]{0,300})?)`,
    read: ({ address = '' }) => ({ kind: 'link', address: ended(address) }),
  },
  {
    // keys of Pix that stand for nothing, and other long signs: mixed, without a space
    pattern: String.raw`(?<signs>(?=[a-z-]{0,40}\d)(?=[\d-]{0,40}[a-z])[a-z0-9]{6,40}(?:-[a-z0-9]{2,40}){1,6}|(?=[a-z]{0,40}\d)(?=\d{0,40}[a-z])[a-z0-9]{12,80})(?![a-z0-9])`,
    read: ({ signs = '' }) => ({ kind: 'code', signs }),
  },
  {
    pattern: String.raw`(?<signs>\d{2}\.?\d{3}\.?\d{3}\/\d{4}-?\d{2}|\d{3}\.\d{3}\.\d{3}-?\d{2}|\d{9}-\d{2}|\d{5}-\d{3})(?!\d)`,
    read: ({ signs = '' }) => ({ kind: 'code', signs: signs.replace(/\D/g, '') }),
  },
  {
    pattern: String.raw`(?<digits>(?:\+?\d{1,3}[ .-]?)?\(?\d{2}\)? ?[ .-]?\d{4,5}[ .-]?\d{4}|0[38]00[ .-]?\d{3}[ .-]?\d{4}|\d{4,5}[ -]\d{4}|\+\d[\d .-]{6,20}\d)(?![\d/])`,
    read: ({ digits = '' }) => ({ kind: 'phone', digits: digits.replace(/\D/g, '') }),
  },
  { pattern: String.raw`(?<digits>\d{8,60})`, read: ({ digits = '' }) => ({ kind: 'phone', digits }) },
];

const ended = (address: string): string => address.replace(/[.,;:!?]{1,20}$/, '');
