import type { CalendarResult } from '../../application/ports/scheduling/google-calendar.ts';
import { refusalOf, type Call, type Refusal } from './calendar-errors.ts';

export type Outcome<T> = { readonly done: T } | { readonly refused: Refusal };

/** One call, once. Whatever it throws ends here: the error holds the token and the event. */
export async function attempt<T>(kind: Call, call: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { done: await call() };
  } catch (thrown) {
    return { refused: refusalOf(thrown, kind) };
  }
}

export async function read<T>(call: () => Promise<T>): Promise<CalendarResult<T>> {
  const outcome = await attempt('read', call);
  return 'refused' in outcome ? outcome.refused.failure : { ok: outcome.done };
}
