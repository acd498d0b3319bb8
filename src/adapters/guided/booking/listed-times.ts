import { localTime, type LocalDate } from '../../../domain/clinic/local-time.ts';
import type { OfferedSlot } from '../../../domain/scheduling/offered-slots.ts';
import type { WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import type { BookingWish } from '../booking-request.ts';
import { offerTimesIn, pageSize } from '../replies/times.ts';
import type { AgendaSituation, AgendaStep } from './agenda-step.ts';
import { minuteText, type Subject } from '../../../domain/patient-messages/choice-ids.ts';

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
  wish: Partial<BookingWish>,
  situation: AgendaSituation,
): AgendaStep {
  const page = found.slice(0, pageSize);
  const [first, last] = [page[0]?.slot.start, page.at(-1)?.slot.start];
  const hasMore = last !== undefined && all.some(({ slot }) => slot.start > last);
  const text = words.filter((part) => part !== undefined).join(' ');
  return {
    reply: offerTimesIn(subject, { page, hasMore }, text, situation),
    wish: {
      ...remembered(subject, wish, wish.when),
      asked: 'slot',
      ...(first && last && { shown: [first.toISOString(), last.toISOString()] as const }),
    },
  };
}

/** What a wish keeps of a subject. */
export const remembered = (
  { service, practitioner, moving }: Subject,
  { isAnyone, isFurther, patientOf }: Partial<BookingWish>,
  when?: WantedTime,
): Omit<BookingWish, 'asked'> => ({
  serviceId: service.id,
  ...(practitioner && { practitionerId: practitioner.id }),
  ...(isAnyone && { isAnyone }),
  ...(isFurther && { isFurther }),
  ...(patientOf !== undefined && { patientOf }),
  ...(moving !== undefined && { moving }),
  ...(when !== undefined && { when }),
});

export const localDay = (instant: Date, { context }: AgendaSituation): LocalDate =>
  localTime(context.timeZone, instant).date;

export const isSameMinute = (a: Date, b: Date): boolean => minuteText(a) === minuteText(b);
