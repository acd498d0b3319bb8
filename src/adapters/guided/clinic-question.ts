import { isAboutBooking } from './booking/continue-booking.ts';
import { isOwnAnswer } from './own-answer.ts';
import type { Situation } from './reply.ts';
import type { Topic } from './understanding/topic.ts';
import type { Said, Understanding } from './understanding/understand.ts';

/** Who wants one of these wants something done. */
const acts: readonly Topic[] = [
  'booking',
  'change-booking',
  'confirm-booking',
  'own-booking',
  'human',
  'complaint',
  'menu',
];

/**
 * Whether words only ask: about the clinic, or nothing that we know. They answer no question of ours and want nothing done,
 * so that whoever wrote them, answering them changes no appointment and calls nobody who was not called for.
 */
export function isClinicQuestion(said: Said, understood: Understanding, situation: Situation): boolean {
  const { topics, courtesy, talk, tap, when } = understood;
  if (tap !== undefined || isOwnAnswer(said, understood, situation)) return false;
  if (courtesy.agrees || courtesy.declines || talk.isAboutOwn || talk.change !== undefined) return false;
  if (acts.some((topic) => topics.has(topic))) return false;
  if (topics.size === 0 && when !== undefined) return false;
  const { agenda } = situation;
  return agenda === undefined
    ? situation.dialogue.request === undefined
    : !isAboutBooking(understood, { ...situation, agenda });
}
