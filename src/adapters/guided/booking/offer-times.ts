import type { OfferedSlot } from '../../../domain/scheduling/offered-slots.ts';
import type { Subject } from '../../../domain/scheduling/visits/subject.ts';
import type { WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import type { VisitRequest } from '../visit-request.ts';
import { noTimes, onDay, pageSize, subjectPhrase, whyNot } from '../replies/times.ts';
import type { AgendaAnswer, AgendaSituation } from './agenda-answer.ts';
import { holdTime } from './hold-time.ts';
import { listTimes, localDay } from './listed-times.ts';
import { timesFor } from './usable-times.ts';
import { matches, nearest } from './wanted-times.ts';
import { given } from '../../../domain/given.ts';

export type Wanted = {
  readonly when?: WantedTime | undefined;
  /** Only later than this. */
  readonly after?: Date;
  /** Only earlier than this. */
  readonly before?: Date;
  /** Said before the times. */
  readonly intro?: string | undefined;
};

/** Lists real times; one that was named to the minute, and is free, is held at once. */
export async function offerTimes(
  subject: Subject,
  wanted: Wanted,
  request: Partial<VisitRequest>,
  situation: AgendaSituation,
): Promise<AgendaAnswer> {
  const { when, after, before, intro } = wanted;
  const around = when?.day ?? (after && localDay(after, situation));
  const times = await timesFor(subject, request.patientOf, situation, { around });
  if ('failure' in times) return times;
  if (times.length === 0) {
    const reply = noTimes(subject, situation);
    return { reply: intro === undefined ? reply : { ...reply, text: `${intro} ${reply.text}` } };
  }
  const isOnFromList = after !== undefined || before !== undefined;
  const exact = isOnFromList ? undefined : exactly(times, when, situation);
  if (exact !== undefined) return holdTime(subject, exact, request, situation);
  const { found, said } = choose(subject, times, wanted, situation);
  const words = [intro, said ?? headline(subject, found, situation)];
  return listTimes(subject, { found, all: times, words }, { ...request, ...given({ when }) }, situation);
}

function exactly(
  times: readonly OfferedSlot[],
  when: WantedTime | undefined,
  { context }: AgendaSituation,
): OfferedSlot | undefined {
  if (when?.minutes === undefined || when.day === undefined || when.orLater || when.clock) return undefined;
  return times.find((time) => matches(time, when, context.timeZone));
}

function choose(
  subject: Subject,
  times: readonly OfferedSlot[],
  { when = {}, after, before }: Wanted,
  situation: AgendaSituation,
): { readonly found: readonly OfferedSlot[]; readonly said?: string } {
  const { timeZone } = situation.context;
  if (before !== undefined) {
    const earlier = times.filter(({ slot }) => slot.start < before);
    const onSameDay = earlier.filter(
      ({ slot }) => localDay(slot.start, situation) === localDay(before, situation),
    );
    const found = onSameDay.length > 0 ? onSameDay : earlier;
    if (found.length > 0)
      return { found: found.slice(-pageSize), said: 'Antes disso, tenho estes horários:' };
    return { found: times, said: 'Antes disso não tenho horário livre. Os primeiros são estes:' };
  }
  if (after !== undefined) {
    const later = times.filter(({ slot }) => slot.start > after);
    const alike = later.filter((time) => matches(time, withoutDay(when), timeZone));
    if (alike.length > 0) return { found: alike, said: 'Mais horários:' };
    if (later.length > 0) return { found: later, said: 'Mais horários:' };
    return { found: times, said: 'Depois disso não tenho mais horário livre. Os que tenho são estes:' };
  }
  const found = times.filter((time) => matches(time, when, timeZone));
  if (found.length > 0) return { found };
  return {
    found: nearest(times, when, situation, pageSize),
    said: `${whyNot(when, subject, situation)} Os horários mais próximos são estes:`,
  };
}

const withoutDay = ({ period }: WantedTime): WantedTime => (period === undefined ? {} : { period });

/** Names the day where all times are of one. */
function headline(subject: Subject, found: readonly OfferedSlot[], situation: AgendaSituation): string {
  const days = new Set(found.map(({ slot }) => localDay(slot.start, situation)));
  const [day] = days;
  if (days.size !== 1 || day === undefined) {
    return `Estes são os próximos horários de ${subjectPhrase(subject)}. Toque em um deles, ou escreva outro dia ou período 👇`;
  }
  return `Estes são os horários de ${subjectPhrase(subject)} ${onDay(day, situation.today)}. Toque em um deles, ou escreva outro dia ou período 👇`;
}
