import type Router from '@koa/router';
import { z } from 'zod';
import type { AssociateCalendars } from '../../../application/connection/associate-calendars.ts';
import type { ListCalendars } from '../../../application/connection/list-calendars.ts';
import type { CallerTokens } from '../../../application/ports/caller-tokens.ts';
import type { ClinicCalendar } from '../../../application/ports/clinic-calendars.ts';
import type { Log } from '../../../application/ports/log.ts';
import { requireCaller, requireClinic } from '../caller.ts';
import { jsonBody } from '../json-body.ts';
import { parse, uuid } from '../parse.ts';
import type { RequestState } from '../request-context.ts';

export type CalendarNeeds = {
  callerTokens: CallerTokens;
  listCalendars: ListCalendars;
  associateCalendars: AssociateCalendars;
  log: Log;
};

const id = z.string().trim().min(1).max(1_024);
const choice = z.strictObject({
  clinicId: uuid,
  calendarIds: z.array(id).max(500),
  practitioners: z.record(id, z.string().min(1).max(200)).optional(),
});
const ofClinic = z.object({ clinicId: uuid });

/** Which calendars of the connected account count for the clinic. */
export function googleCalendars(router: Router<RequestState>, needs: CalendarNeeds): void {
  const authenticated = requireCaller(needs.callerTokens);

  router.get('/api/google/calendars/list', authenticated, async (ctx) => {
    const clinicId = requireClinic(ctx, parse(ofClinic, ctx.query).clinicId);
    const { calendars, unlisted } = await needs.listCalendars(clinicId);
    ctx.body = { calendars, unlisted: unlisted.map(shown) };
  });

  router.post('/api/google/calendars/associate', authenticated, jsonBody, async (ctx) => {
    const { calendarIds, practitioners, ...request } = parse(choice, ctx.request.body);
    const clinicId = requireClinic(ctx, request.clinicId);
    const active = await needs.associateCalendars({
      clinicId,
      calendarIds,
      ...(practitioners && { practitioners }),
    });
    ctx.body = { calendars: active.map(shown) };
    needs.log.info(
      { requestId: ctx.state.requestId, clinicId, calendars: active.length },
      'calendars chosen',
    );
  });
}

/** The caller knows the clinic. */
const shown = (calendar: ClinicCalendar) => ({ ...calendar, clinicId: undefined });
