import { daysBetween, localTime, plusDays, type LocalDate } from '../../domain/clinic/local-time.ts';
import type { HealthcareService } from '../../domain/clinic/healthcare-service.ts';
import { DomainError } from '../../domain/error.ts';
import {
  occursAt,
  timeOf,
  type OfferedSlot,
  type OfferedSlots,
} from '../../domain/scheduling/offered-slots.ts';
import { awaitsYes } from '../../domain/scheduling/visits/patient-visits.ts';
import { overlaps } from '../../domain/scheduling/time-slot.ts';
import type { Subject } from '../../domain/scheduling/visits/subject.ts';
import type { AgendaFailure } from '../ports/assistant/turn-tools.ts';
import { furthestHorizon } from '../../domain/scheduling/visit-limits.ts';
import type { FindAvailability } from '../scheduling/find-availability.ts';
import type { OwnVisits } from './own-visits.ts';
import type { BoundTurn } from './bound-turn.ts';
import { given } from '../../domain/given.ts';

/** More days than this are asked for only when one of them is named. */
const usualDays = 31;
const daysAround = 7;

type Look = {
  readonly around?: LocalDate | undefined;
  /** Something is decided by the answer: the calendars are read now. */
  readonly fresh?: true;
};

/** See `AgendaTools.findTimes`. The same days are asked for once per turn, unless they are to be fresh. */
export function makeFindTimes(findAvailability: FindAvailability, turn: BoundTurn, visits: OwnVisits) {
  const { context, now, taken } = turn;
  const { clinicId } = context;
  const today = localTime(context.timeZone, now).date;
  const answers = new Map<string, { isFresh: boolean; found: Promise<OfferedSlots | AgendaFailure> }>();

  const daysFor = (service: HealthcareService, around: LocalDate | undefined) => {
    const horizonDays = furthestHorizon(context, service);
    const ahead = around === undefined ? 0 : daysBetween(today, around);
    const isFar = ahead >= usualDays && ahead <= horizonDays;
    return isFar
      ? { from: plusDays(today, ahead - daysAround), days: 2 * daysAround }
      : { from: today, days: Math.min(horizonDays + 1, usualDays) };
  };

  const ask = async (
    { service, moving }: Pick<Subject, 'service' | 'moving'>,
    { from, days }: ReturnType<typeof daysFor>,
    fresh: true | undefined,
  ): Promise<OfferedSlots | AgendaFailure> => {
    try {
      return await findAvailability({
        clinicId,
        serviceId: service.id,
        from,
        to: plusDays(from, days - 1),
        ...given({ moving }),
        ...(fresh && { fresh }),
      });
    } catch (error) {
      if (error instanceof DomainError) return failureOf(error);
      throw error;
    }
  };

  /** The time that is held for this very patient is nobody else's, so it can still be had. */
  const withHeld = async (
    slots: readonly OfferedSlot[],
    { service, moving }: Pick<Subject, 'service' | 'moving'>,
  ): Promise<readonly OfferedSlot[]> => {
    const held = (await visits.all())
      .filter((own) => awaitsYes(own, now) && own.serviceId === service.id && own.replaces === moving)
      .filter((own) => !slots.some((time) => occursAt(time, own)));
    return [...slots, ...held.map(timeOf)];
  };

  return async (
    subject: Pick<Subject, 'service' | 'moving'>,
    { around, fresh }: Look = {},
  ): Promise<OfferedSlots | AgendaFailure> => {
    const { service, moving } = subject;
    // somebody else's time must not count as free
    if (moving !== undefined && (await visits.find(moving)) === undefined) return { failure: 'needs-clinic' };
    const days = daysFor(service, around);
    const key = JSON.stringify([service.id, moving, days.from]);
    const known = answers.get(key);
    const answer =
      known && (known.isFresh || !fresh)
        ? known
        : { isFresh: fresh === true, found: ask(subject, days, fresh) };
    answers.set(key, answer);
    const found = await answer.found;
    if ('failure' in found) return found;
    const slots = (await withHeld(found.slots, subject))
      .filter(({ slot }) => slot.start > now && !taken.some((time) => overlaps(time, slot)))
      .sort((a, b) => a.slot.start.getTime() - b.slot.start.getTime());
    return { ...found, slots };
  };
}

/** Everything but a passing failure needs somebody of the clinic: to connect, to connect again, to mend its document. */
const failureOf = ({ kind }: DomainError): AgendaFailure => ({
  failure: kind === 'unavailable' ? 'unreadable' : 'needs-clinic',
});
