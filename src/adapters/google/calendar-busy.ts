import {
  isFailure,
  type CalendarFailure,
  type CalendarResult,
} from '../../application/ports/scheduling/google-calendar.ts';
import type { CalendarBusy } from '../../domain/scheduling/calendars/agendas.ts';
import { merged, type TimeSlot } from '../../domain/scheduling/time-slot.ts';
import type { CalendarApi } from './calendar-api.ts';
import { read } from './calendar-call.ts';
import { busyOf, freeBusyAnswer } from './calendar-payload.ts';

/** Google's limits per question (docs/vendors/google.md#busy-times). */
const mostCalendars = 50;
const longestMs = 60 * 86_400_000;

/** Passing failures of one batch leave its calendars unknown; others concern the connection, and so all of them. */
const passes: ReadonlySet<CalendarFailure['failure']> = new Set<CalendarFailure['failure']>([
  'transient',
  'unknown',
]);

/** 200 does not say that a calendar answered: one with an error, or left out of the answer, is unknown. */
export async function readBusy(
  { api, asClinic }: CalendarApi,
  accessToken: string,
  calendarIds: readonly string[],
  window: TimeSlot,
): Promise<CalendarResult<readonly CalendarBusy[]>> {
  const { auth, options } = asClinic(accessToken);
  const ask = async (ids: readonly string[], { start, end }: TimeSlot) => ({
    ids,
    answer: await read(async () => {
      const requestBody = {
        timeMin: start.toISOString(),
        timeMax: end.toISOString(),
        timeZone: 'UTC',
        calendarExpansionMax: mostCalendars,
        items: ids.map((id) => ({ id })),
      };
      const { data } = await api.freebusy.query({ auth, requestBody }, options);
      const { calendars } = freeBusyAnswer.parse(data);
      return ids.map((id) => ({ id, busy: busyOf(calendars[id]) }));
    }),
  });
  const answers = await Promise.all(
    batches([...new Set(calendarIds)]).flatMap((ids) => stretches(window).map((part) => ask(ids, part))),
  );
  const pieces: { readonly id: string; readonly busy: ReturnType<typeof busyOf> }[] = [];
  const failed = answers.flatMap(({ answer }) => (isFailure(answer) ? [answer] : []));
  const lasting = failed.find(({ failure }) => !passes.has(failure));
  if (lasting !== undefined) return lasting;
  const [passing] = failed;
  if (passing !== undefined && failed.length === answers.length) return passing;
  for (const { ids, answer } of answers)
    pieces.push(...(isFailure(answer) ? ids.map((id) => ({ id, busy: 'transient' as const })) : answer.ok));
  return {
    ok: calendarIds.map((calendarId) =>
      together(
        calendarId,
        pieces.flatMap(({ id, busy }) => (id === calendarId ? [busy] : [])),
      ),
    ),
  };
}

/** Known only when every part of the window is. */
function together(calendarId: string, parts: readonly ReturnType<typeof busyOf>[]): CalendarBusy {
  const busy: TimeSlot[] = [];
  for (const part of parts) {
    if (typeof part === 'string') return { calendarId, unknown: part };
    busy.push(...part);
  }
  return { calendarId, busy: merged(busy) };
}

function batches(ids: readonly string[]): readonly (readonly string[])[] {
  const result: (readonly string[])[] = [];
  for (let at = 0; at < ids.length; at += mostCalendars) result.push(ids.slice(at, at + mostCalendars));
  return result;
}

/** Parts that touch exactly; none for an empty window. */
function stretches({ start, end }: TimeSlot): readonly TimeSlot[] {
  const result: TimeSlot[] = [];
  for (let from = start.getTime(); from < end.getTime(); from += longestMs)
    result.push({ start: new Date(from), end: new Date(Math.min(from + longestMs, end.getTime())) });
  return result;
}
