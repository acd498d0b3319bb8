import type { BookingWish } from '../booking-request.ts';
import { askDay, noTimes } from '../replies/times.ts';
import { missing } from './agenda.ts';
import type { AgendaSituation, AgendaStep } from './agenda-step.ts';
import type { Subject } from '../../../domain/patient-messages/choice-ids.ts';
import { remembered } from './listed-times.ts';
import { isPartlyUnknown, ofSubject, timesAndKept, timesKnown, timesOf } from './usable-times.ts';

/** Asks for a day and period among those that have free times. */
export function askForDay(
  subject: Subject,
  wish: Partial<BookingWish>,
  intro: string,
  situation: AgendaSituation,
): AgendaStep {
  const question = timesOf(subject, situation);
  const unknown = missing(situation.agenda, timesAndKept(question, situation));
  if (unknown) return unknown;
  const times = ofSubject(timesKnown(question, wish.patientOf, situation), subject);
  if (times.length === 0) {
    const isUnknown = isPartlyUnknown(question, subject, situation);
    return isUnknown ? { trouble: 'unreadable' } : { reply: noTimes(subject, situation) };
  }
  return {
    reply: askDay(subject, times, situation, intro),
    wish: { ...remembered(subject, wish), asked: 'when' },
  };
}
