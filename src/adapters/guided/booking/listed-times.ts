import { localTime, type LocalDate } from '../../../domain/clinic/local-time.ts';
import type { OfferedSlot } from '../../../domain/scheduling/offered-slots.ts';
import type { Subject } from '../../../domain/scheduling/visits/subject.ts';
import type { WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import type { VisitRequest } from '../visit-request.ts';
import { askDay, noTimes, offerTimesIn, pageSize } from '../replies/times.ts';
import type { AgendaAnswer, AgendaSituation, BookingReply } from './agenda-answer.ts';
import { timesFor } from './usable-times.ts';
import { given } from '../../../domain/given.ts';

type Listing = {
  readonly found: readonly OfferedSlot[];
  /** Of which there may be more than were found. */
  readonly all: readonly OfferedSlot[];
  readonly words: readonly (string | undefined)[];
};

/** Times as a list to tap on, remembered as shown. */
export function listTimes(
  subject: Subject,
  { found, all, words }: Listing,
  request: Partial<VisitRequest>,
  situation: AgendaSituation,
): BookingReply {
  const page = found.slice(0, pageSize);
  const [first, last] = [page[0]?.slot.start, page.at(-1)?.slot.start];
  const hasMore = last !== undefined && all.some(({ slot }) => slot.start > last);
  const text = words.filter((part) => part !== undefined).join(' ');
  return {
    reply: offerTimesIn(subject, { page, hasMore }, text, situation),
    request: {
      ...remembered(subject, request, request.when),
      asked: 'slot',
      ...(first && last && { shown: [first.toISOString(), last.toISOString()] as const }),
    },
  };
}

/** What a request keeps of a subject. */
export const remembered = (
  { service, professional, moving }: Subject,
  { isAnyone, isFurther, patientOf }: Partial<VisitRequest>,
  when?: WantedTime,
): Omit<VisitRequest, 'asked'> => ({
  serviceId: service.id,
  ...(professional && { professionalId: professional.id }),
  ...(isAnyone && { isAnyone }),
  ...(isFurther && { isFurther }),
  ...given({ patientOf, moving, when }),
});

export const localDay = (instant: Date, { context }: AgendaSituation): LocalDate =>
  localTime(context.timeZone, instant).date;

/** Asks for a day and period among those that have free times. */
export async function askForDay(
  subject: Subject,
  request: Partial<VisitRequest>,
  intro: string,
  situation: AgendaSituation,
): Promise<AgendaAnswer> {
  const times = await timesFor(subject, request.patientOf, situation);
  if ('failure' in times) return times;
  if (times.length === 0) return { reply: noTimes(subject, situation) };
  return {
    reply: askDay(subject, times, situation, intro),
    request: { ...remembered(subject, request), asked: 'when' },
  };
}
