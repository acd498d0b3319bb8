/** `unauthenticated`: we do not know who asks. `stale`: what was changed is not what was seen. */
export type ErrorKind =
  'invalid' | 'not-found' | 'conflict' | 'stale' | 'unauthenticated' | 'forbidden' | 'unavailable';

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

/** One sentence in English and in Brazilian Portuguese. */
export type Texts = { readonly en: string; readonly pt: string };

/** One way in which things go wrong, once, for the API, the documentation and the operator. */
export type ErrorEntry<Class extends ErrorClass = ErrorClass, Code extends string = string> = {
  /** Stable and public, e.g. `clinic.not-found`; of a vendor `meta.131047`. */
  readonly code: Code;
  readonly class: Class;
  /** What happened, without a full stop. */
  readonly message: Texts;
  /** What the caller can do about it, where that is not plain. */
  readonly hint?: Texts;
  /** What the operator does, in Brazilian Portuguese. */
  readonly action: string;
  /** The same request may succeed later, unchanged, and repeating it does no harm. */
  readonly retryable: boolean;
};

const nothingToDo = 'Nada a fazer: quem chamou precisa corrigir a chamada.';

type EntryParts = Pick<ErrorEntry, 'message' | 'hint'> & {
  readonly action?: string;
  readonly retryable?: boolean;
};

/** Without `action` only the caller can correct it; without `retryable` a repeat does not help. */
export const errorEntry = <const Code extends string, const Class extends ErrorClass>(
  code: Code,
  errorClass: Class,
  parts: EntryParts,
): ErrorEntry<Class, Code> => ({ code, class: errorClass, action: nothingToDo, retryable: false, ...parts });

type Particulars = {
  /** In place of the entry's message; a text alone is English. */
  readonly message?: string | Texts;
  readonly details?: unknown;
  readonly cause?: unknown;
};

/**
 * A refusal that the caller can understand and act on. Anything else that is thrown is a bug.
 * `details` are shown to the caller: no secrets, nothing of another clinic or patient.
 */
export abstract class DomainError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly texts: Texts;
  readonly hint: Texts | undefined;
  readonly details: unknown;

  constructor(entry: ErrorEntry<ErrorKind>, { message, details, cause }: Particulars = {}) {
    const texts =
      typeof message === 'string' ? { ...entry.message, en: message } : (message ?? entry.message);
    super(texts.en, { cause });
    this.name = new.target.name;
    this.kind = entry.class;
    this.code = entry.code;
    this.texts = texts;
    this.hint = entry.hint;
    this.details = details;
  }
}
