import { codeOf, mayHelpToRepeat } from '../client.ts';

const inProgress = 'http.idempotency-in-progress';

/**
 * Whether the next try is to carry the same Idempotency-Key: what was asked for may be done already, or is open. After
 * any other refusal nothing was done, and under that key the server would give the same answer again.
 */
export const keepsKey = (error: unknown): boolean => mayHelpToRepeat(error) || codeOf(error) === inProgress;
