import { useState } from 'react';
import { codeOf, mayHelpToRepeat } from './client.ts';

const inProgress = 'http.idempotency-in-progress';

/**
 * Whether the next try carries the same Idempotency-Key: what was asked for may be done already, or is open. After any
 * other refusal nothing was done, and under that key the server would give the same answer again.
 */
const isOpenAfter = (error: unknown): boolean => mayHelpToRepeat(error) || codeOf(error) === inProgress;

/**
 * Sends with the key of what is asked for. `content` says what that is: the same content keeps its key until it was done
 * or refused, so that a repeat after a lost answer does nothing twice.
 */
type WithKey = <Answer>(content: unknown, send: (key: string) => Promise<Answer>) => Promise<Answer>;

export function requestKeys(newKey: () => string): WithKey {
  const keys = new Map<string, string>();
  return async (content, send) => {
    const name = JSON.stringify(content);
    const key = keys.get(name) ?? newKey();
    keys.set(name, key);
    try {
      const answer = await send(key);
      keys.delete(name);
      return answer;
    } catch (error) {
      if (!isOpenAfter(error)) keys.delete(name);
      throw error;
    }
  };
}

/** For the form in which it is called, as long as that is shown. */
export const useRequestKey = (): WithKey => useState(() => requestKeys(() => crypto.randomUUID()))[0];
