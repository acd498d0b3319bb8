import type { ErrorKind } from '../error.ts';

/** What an error means for whoever called. The kinds of our own refusals, and what is refused before a use case. */
export type ErrorClass =
  | ErrorKind
  | 'malformed'
  | 'wrong-method'
  | 'too-large'
  | 'too-slow'
  | 'unsupported'
  | 'precondition-missing'
  | 'too-many'
  | 'internal';

/** One way in which things go wrong, once, for the API, the documentation and the operator. */
export type ErrorEntry = {
  /** Stable and public, e.g. `clinic.not-found`; of a vendor `meta.131047`. */
  readonly code: string;
  readonly class: ErrorClass;
  /** What happened, in English. */
  readonly message: string;
  /** What the caller can do about it, where that is not plain. */
  readonly hint?: string;
  /** What the operator does, in Brazilian Portuguese. */
  readonly action: string;
  /** The same request may succeed later, unchanged, and repeating it does no harm. */
  readonly retryable: boolean;
};

export const nothingToDo = 'Nada a fazer: quem chamou precisa corrigir a chamada.';
