import type { TurnTime } from '../../../src/application/ports/assistant/assistant.ts';

/** For tests that are not about time: nobody ends the turn. */
export const unhurried: TurnTime = { signal: new AbortController().signal, leftMs: () => 15_000 };
