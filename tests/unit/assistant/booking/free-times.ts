import { expect } from 'vitest';
import { bookingTalk, type FreeTime } from '../booking-talk.ts';

/** It is Tuesday 24 November, 11:00; the clinic wants 24 hours of notice and books 14 days ahead. */
const mornings: readonly FreeTime[] = [
  '26 08:00',
  '26 08:30',
  '26 09:00',
  '26 09:30',
  '30 08:00',
  '30 08:30',
].map((time) => ({ at: `2026-11-${time}` }));
const afternoons: readonly FreeTime[] = ['02 13:00', '02 14:30', '02 15:00', '02 18:00'].map((time) => ({
  at: `2026-12-${time}`,
}));
const free = [...mornings, ...afternoons];

export const talkOf = (wish: Parameters<typeof bookingTalk>[0] = {}) => bookingTalk({ free, ...wish });

/** A hold for Wednesday 14:30 that waits for a yes. */
export async function held() {
  const talk = talkOf();
  await talk.say('quero marcar consulta dermatológica dia 2 às 14:30');
  expect(talk.text).toContain('Confirma?');
  return talk;
}
