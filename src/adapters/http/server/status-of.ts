import type { ErrorClass } from '../../../domain/error.ts';

/** The one table from what an error means to its HTTP status. */
export const statusOf: Readonly<Record<ErrorClass, number>> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'wrong-method': 405,
  'too-slow': 408,
  conflict: 409,
  stale: 412,
  'too-large': 413,
  unsupported: 415,
  invalid: 422,
  'precondition-missing': 428,
  'too-many': 429,
  internal: 500,
  unavailable: 503,
};
