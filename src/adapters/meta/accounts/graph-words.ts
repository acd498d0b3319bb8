import { z } from 'zod';
import { clipped } from '../../../domain/language/text-length.ts';
import { secondsOf } from '../webhook/json-values.ts';

const longestWord = 300;

/** One line that can be stored and shown, whatever Meta wrote. */
export const line = z.string().transform((text) => clipped(text, longestWord));

/** The same where it may be absent; anything else than words counts as absent. */
export const word = line
  .optional()
  .catch(undefined)
  .transform((text) => (text === '' ? undefined : text));

/** Seconds since 1970; 0, or what is no time of this century: never. */
export const endingAt = z.unknown().transform((value) => {
  const seconds = secondsOf(value);
  return seconds === undefined ? undefined : new Date(seconds * 1_000);
});
