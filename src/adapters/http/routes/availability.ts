import type Router from '@koa/router';
import { z } from 'zod';
import type { CallerTokens } from '../../../application/ports/caller-tokens.ts';
import type { FindAvailability } from '../../../application/scheduling/find-availability.ts';
import type { DayOrInstant } from '../../../domain/scheduling/booking-window.ts';
import type { OfferedSlot } from '../../../domain/scheduling/offered-slots.ts';
import { requireCaller, requireClinic } from '../caller.ts';
import { parse, uuid } from '../parse.ts';
import type { RequestState } from '../request-context.ts';

export type AvailabilityNeeds = { callerTokens: CallerTokens; findAvailability: FindAvailability };

const id = z.string().trim().min(1).max(200);

/** A day of the clinic's clocks, or an instant with its offset. A `+` that was not escaped arrives as a space. */
export const dayOrInstant = z
  .string()
  .transform((text) => text.replace(/ (?=\d\d:\d\d$)/, '+'))
  .pipe(
    z.union([
      z.iso.date().transform((day) => day as DayOrInstant),
      z.iso.datetime({ offset: true }).transform((text): DayOrInstant => new Date(text)),
    ]),
  );

const question = z.strictObject({
  clinicId: uuid,
  serviceId: id,
  professionalId: id.optional(),
  /** `to` is not included when it is an instant, and included to its end when it is a day. */
  from: dayOrInstant,
  to: dayOrInstant,
});

/** When a service of the clinic may be booked. */
export function availability(router: Router<RequestState>, needs: AvailabilityNeeds): void {
  router.get('/api/google/availability', requireCaller(needs.callerTokens), async (ctx) => {
    const { clinicId, serviceId, professionalId, from, to } = parse(question, ctx.query);
    const found = await needs.findAvailability({
      clinicId: requireClinic(ctx, clinicId),
      serviceId,
      from,
      to,
      ...(professionalId !== undefined && { practitionerId: professionalId }),
    });
    ctx.set('Cache-Control', 'no-store');
    ctx.body = {
      slots: found.slots.map(shown),
      asOf: found.asOf,
      unknownCalendars: found.unknownCalendars.map(({ calendarId, practitionerId }) => ({
        calendarId,
        ...(practitionerId !== undefined && { professionalId: practitionerId }),
      })),
    };
  });
}

const shown = ({ slot, practitionerId, calendarId }: OfferedSlot) => ({
  start: slot.start,
  end: slot.end,
  ...(practitionerId !== undefined && { professionalId: practitionerId }),
  calendarId,
});
