import type { Randomness } from '../../application/ports/randomness.ts';

export const systemRandomness: Randomness = { next: () => Math.random() };
