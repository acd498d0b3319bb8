import type { Dialogue } from '../../dialogue.ts';
import { emergencies } from './emergencies.ts';
import { idioms } from './idioms.ts';
import { inBetween } from './in-between.ts';
import { names } from './names.ts';
import { ownVisits } from './own-visits.ts';
import { ownWords } from './own-words.ts';
import { requests } from './requests.ts';
import { secondRound } from './second-round.ts';
import { strangers } from './strangers.ts';

/** Written before the changes that it led to, against clinics that nobody tunes for. */
export const trial = {
  emergencies,
  idioms,
  requests,
  names,
  'own words': ownWords,
  'own visits': ownVisits,
  strangers,
  'in between': inBetween,
} as const satisfies Readonly<Record<string, readonly Dialogue[]>>;

export const trialDialogues: readonly Dialogue[] = [
  ...Object.values(trial).flat(),
  ...Object.values(secondRound).flat(),
];
