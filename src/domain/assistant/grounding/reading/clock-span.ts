import type { Literal } from '../../../language/literals/literal.ts';

type ClockLiteral = Extract<Literal, { kind: 'clock' }>;
/** One clock, or both ends of a range. */
export type Clocks = { readonly from: ClockLiteral; readonly to?: ClockLiteral };
