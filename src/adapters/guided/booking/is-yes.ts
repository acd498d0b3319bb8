import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { Professional } from '../../../domain/clinic/professional.ts';
import { normalised, wordsOf } from '../../../domain/language/normalise-text.ts';
import type { WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import type { VisitRequest } from '../visit-request.ts';
import type { Topic } from '../understanding/topic.ts';
import type { Understanding } from '../understanding/understand.ts';
import { isPlainYes, isYesToTime, meansThisTime } from '../understanding/yes-phrases.ts';
import { periodOf } from './wanted-times.ts';

/** A yes and nothing else. */
export const isYes = (understood: Understanding): boolean =>
  hasNothingMore(understood) &&
  understood.mentions.services.length + understood.mentions.professionals.length === 0 &&
  understood.when === undefined &&
  (understood.picture === 'yes' || isPlainYes(wordsOf(understood.normal)));

/** A yes to the time that is held: it, and what it is held for, may be named; nothing else. */
export function isYesTo(
  request: VisitRequest | undefined,
  understood: Understanding,
  { context }: { readonly context: ClinicContext },
): boolean {
  const { mentions, when, picture } = understood;
  if (!hasNothingMore(understood) || (when !== undefined && !isWithin(when, request))) return false;
  if (mentions.services.some(({ id }) => id !== request?.serviceId)) return false;
  if (mentions.professionals.some(({ id }) => id !== request?.professionalId)) return false;
  const names = context.professionals.filter(({ id }) => id === request?.professionalId).flatMap(namesOf);
  const words = wordsOf(understood.marked).filter((word) => !names.includes(word));
  return picture === 'yes' || isYesToTime(words, when !== undefined);
}

const namesOf = ({ name, fullName = '' }: Professional) => wordsOf(normalised(`${name} ${fullName}`));

function hasNothingMore({ normal, topics, media, talk }: Understanding): boolean {
  // "esse horário" asks for no opening hours
  const isMore = [...topics].some(
    (topic) => !ofBooking.has(topic) && !(topic === 'hours' && meansThisTime(wordsOf(normal))),
  );
  return (
    !isMore &&
    media.length === 0 &&
    !talk.hesitates &&
    !talk.isAboutOwn &&
    talk.change === undefined &&
    talk.step === undefined
  );
}

const ofBooking: ReadonlySet<Topic> = new Set(['confirm-booking', 'booking', 'services']);

export const isSameTime = (when: WantedTime, request: VisitRequest | undefined): boolean =>
  when.minutes !== undefined && isWithin(when, request);

/** Names the time that is held, or its day, or its part of the day, and no other. */
function isWithin({ day, minutes, period, clock }: WantedTime, request: VisitRequest | undefined): boolean {
  const held = request?.when;
  if (held?.minutes === undefined || clock !== undefined) return false;
  if (day !== undefined && day !== held.day) return false;
  return minutes === undefined
    ? period === undefined || period === periodOf(held.minutes)
    : minutes === held.minutes;
}
