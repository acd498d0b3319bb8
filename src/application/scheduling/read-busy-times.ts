import type { ClinicId } from '../../domain/clinic/clinic.ts';
import {
  GoogleMisconfigured,
  GoogleUnavailable,
  NotConnected,
  ReconnectRequired,
} from '../../domain/connection/connection-errors.ts';
import { withoutTime, type CalendarBusy } from '../../domain/scheduling/calendars/agendas.ts';
import type { OwnEvent } from '../../domain/scheduling/calendar-event.ts';
import type { TimeSlot } from '../../domain/scheduling/time-slot.ts';
import type { NoAccess, WithGoogleAccess } from '../connection/google-access.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Randomness } from '../ports/system/randomness.ts';
import type { Timers } from '../ports/system/timers.ts';
import {
  isFailure,
  type CalendarFailure,
  type CalendarResult,
  type GoogleCalendar,
} from '../ports/scheduling/google-calendar.ts';
import type { BusyMemory } from './calendar-sync/busy-memory.ts';
import { busyBeside } from './calendar-sync/busy-beside.ts';
import type { WatchCalendars } from './calendar-sync/watch-calendars.ts';

type BusyQuestion = {
  readonly clinicId: ClinicId;
  readonly calendarIds: readonly string[];
  readonly window: TimeSlot;
  /** Not from memory. */
  readonly fresh: boolean;
  /** Counts as if it were not there. */
  readonly own?: OwnEvent | undefined;
};
export type BusyTimes = {
  readonly busy: ReadonlyMap<string, readonly TimeSlot[] | 'unknown'>;
  /** When Google was asked. */
  readonly asOf: Date;
};

/** @throws NotConnected, ReconnectRequired, GoogleUnavailable, GoogleMisconfigured */
export type ReadBusyTimes = (question: BusyQuestion) => Promise<BusyTimes>;

type Needs = {
  withGoogleAccess: WithGoogleAccess;
  googleCalendar: GoogleCalendar;
  watchCalendars: WatchCalendars;
  clock: Clock;
  timers: Pick<Timers, 'sleep' | 'elapsed'>;
  randomness: Randomness;
  busyMemory: BusyMemory<RememberedBusyTimes>;
};

/** A patient who looks for a time asks day by day: one reading serves them all, at no more cost. */
const usualMs = 15 * 86_400_000;

export type RememberedBusyTimes = BusyQuestion & { readonly times: Promise<BusyTimes>; readonly at: Date };

/** Asks Google, at most once at a time and per half minute for the lists of one clinic; always for a booking. */
export function makeReadBusyTimes(needs: Needs): ReadBusyTimes {
  const { withGoogleAccess, googleCalendar, watchCalendars, clock, busyMemory } = needs;

  const ask = async ({ clinicId, calendarIds, window, own }: BusyQuestion): Promise<BusyTimes> => {
    const asOf = clock.now();
    const answer = await patiently(needs, () =>
      withGoogleAccess(clinicId, (token) => busyBeside(googleCalendar, token, { calendarIds, window, own })),
    );
    if ('noAccess' in answer) throw refusal(answer);
    if (isFailure(answer)) throw failure(answer);
    await watchCalendars(clinicId, answer.ok);
    return { busy: new Map(answer.ok.map((known) => [known.calendarId, slotsOf(known)])), asOf };
  };

  const recall = async (question: BusyQuestion): Promise<BusyTimes> => {
    const now = clock.now();
    const known = busyMemory.recall(question.clinicId, now);
    if (known && serves(known, question)) return known.times;
    const wider = { ...question, window: widened(question.window, now), own: undefined };
    const times = ask(wider);
    busyMemory.remember(question.clinicId, { ...wider, times, at: now });
    times.catch(() => {
      if (busyMemory.recall(question.clinicId, now)?.times === times) busyMemory.forget(question.clinicId);
    });
    return times;
  };

  return async (question) => {
    if (question.fresh) return ask(question);
    const times = await recall(question);
    return question.own === undefined ? times : { ...times, busy: withoutOwn(times.busy, question.own) };
  };
}

/** Somebody waits for the answer: a passing failure is asked about again, as long as that is sure to be soon. */
const pauses = [300, 900];
const mostPatienceMs = 4_000;

async function patiently<T>(
  { timers, randomness }: Pick<Needs, 'timers' | 'randomness'>,
  ask: () => Promise<CalendarResult<T> | NoAccess>,
): Promise<CalendarResult<T> | NoAccess> {
  const began = timers.elapsed();
  for (const pause of pauses) {
    const answer = await ask();
    if ('noAccess' in answer || !isFailure(answer) || answer.failure !== 'transient') return answer;
    const wait = Math.max(answer.retryAfterMs ?? 0, pause * (0.5 + randomness.next()));
    if (timers.elapsed() - began + wait > mostPatienceMs) return answer;
    await timers.sleep(wait);
  }
  return ask();
}

/** For a list: who takes a time from it looks closer. */
const withoutOwn = (busy: BusyTimes['busy'], { calendarId, slot }: OwnEvent): BusyTimes['busy'] => {
  const known = busy.get(calendarId);
  return known === undefined || known === 'unknown'
    ? busy
    : new Map([...busy, [calendarId, withoutTime(known, slot)]]);
};

const serves = (known: RememberedBusyTimes, { calendarIds, window }: BusyQuestion): boolean =>
  known.window.start <= window.start &&
  window.end <= known.window.end &&
  // none are asked about only to hear whether Google can be asked
  calendarIds.length > 0 &&
  calendarIds.every((id) => known.calendarIds.includes(id));

function widened({ start, end }: TimeSlot, now: Date): TimeSlot {
  const usualEnd = new Date(now.getTime() + usualMs);
  if (start > usualEnd) return { start, end };
  return { start: start < now ? start : now, end: end > usualEnd ? end : usualEnd };
}

const slotsOf = (known: CalendarBusy): readonly TimeSlot[] | 'unknown' =>
  'busy' in known ? known.busy : 'unknown';

function refusal({ noAccess }: NoAccess): Error {
  switch (noAccess) {
    case 'not-connected':
      return new NotConnected();
    case 'reconnect-required':
      return new ReconnectRequired();
    case 'renewal-unavailable':
      return new GoogleUnavailable(noAccess);
  }
}

function failure({ failure: kind, reason }: CalendarFailure): Error {
  if (kind === 'unauthorized' || kind === 'missing-scope') return new ReconnectRequired();
  return kind === 'deployment' ? new GoogleMisconfigured() : new GoogleUnavailable(reason);
}
