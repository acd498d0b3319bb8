import type { LiteralValue } from './literal.ts';

type Groups = Readonly<Record<string, string | undefined>>;

/** One way to write a fact; `pattern` is the source of an expression for flat text, tried at the start of a word. */
export type LiteralRule = {
  readonly pattern: string;
  /** `undefined` where it is none after all: the next rule is tried. */
  readonly read: (groups: Groups) => LiteralValue | undefined;
};
