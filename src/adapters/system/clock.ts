import type { Clock } from '../../application/ports/system/clock.ts';

export const systemClock: Clock = { now: () => new Date() };
