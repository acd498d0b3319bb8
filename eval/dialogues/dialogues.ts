import type { Dialogue } from '../dialogue.ts';
import { bookings } from './booking.ts';
import { injections } from './injections.ts';
import { ownVisits } from './own-visits.ts';
import { questions } from './questions.ts';
import { safety } from './safety.ts';
import { turns } from './turns.ts';

/** All dialogues; nobody was asked for them, and no assistant was made from them. */
export const dialogues: readonly Dialogue[] = [
  ...bookings,
  ...ownVisits,
  ...questions,
  ...safety,
  ...turns,
  ...injections,
];
