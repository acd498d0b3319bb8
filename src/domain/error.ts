/** `unauthenticated`: we do not know who asks. `stale`: what was changed is not what was seen. */
export type ErrorKind =
  'invalid' | 'not-found' | 'conflict' | 'stale' | 'unauthenticated' | 'forbidden' | 'unavailable';

type ErrorParts = { readonly hint?: string; readonly details?: unknown; readonly cause?: unknown };

/**
 * A refusal that the caller can understand and act on. Anything else that is thrown is a bug.
 * `details` are shown to the caller: no secrets, nothing of another clinic or patient.
 */
export abstract class DomainError extends Error {
  abstract readonly kind: ErrorKind;
  /** Stable and public, e.g. `messaging.ingest-overloaded`. */
  abstract readonly code: string;
  readonly hint: string | undefined;
  readonly details: unknown;

  constructor(message: string, { hint, details, cause }: ErrorParts = {}) {
    super(message, { cause });
    this.name = new.target.name;
    this.hint = hint;
    this.details = details;
  }
}
