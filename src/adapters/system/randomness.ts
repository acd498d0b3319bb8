import type { Randomness } from '../../application/ports/system/randomness.ts';

export const systemRandomness: Randomness = { next: () => Math.random() };
