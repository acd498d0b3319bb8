import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { Alerts } from '../../ports/operations/alerts.ts';
import type { ClinicCalendars } from '../../ports/connection/clinic-calendars.ts';
import type { Clock } from '../../ports/system/clock.ts';
import type { CalendarBusy } from '../../../domain/scheduling/calendars/agendas.ts';

/** Learns from an answer of Google which of the clinic's calendars can be read. */
export type WatchCalendars = (clinicId: ClinicId, answer: readonly CalendarBusy[]) => Promise<void>;

type Needs = { alerts: Alerts; clinicCalendars: ClinicCalendars; clock: Clock };

/** More are forgotten all at once; each is then looked at once more. */
const mostRemembered = 50_000;
/** Other processes see the same calendars: what they wrote down meanwhile is looked at again after this. */
const rememberMs = 5 * 60_000;

type State = 'well' | 'not-found' | 'transient';

/**
 * An unreadable calendar is an alert until it is read again. What was seen last is remembered for a while, so that a
 * calendar that stays as it is costs next to nothing.
 */
export function makeWatchCalendars({ alerts, clinicCalendars, clock }: Needs): WatchCalendars {
  const seen = new Map<string, { readonly state: State; readonly until: number }>();

  /** One that may only be read stays so. */
  const markReachable = async (clinicId: ClinicId, calendarId: string): Promise<void> => {
    const all = await clinicCalendars.all(clinicId);
    const known = all.find((calendar) => calendar.calendarId === calendarId);
    if (known?.reachability === 'unreachable')
      await clinicCalendars.markReachability(clinicId, calendarId, 'reachable');
  };

  return async (clinicId, answer) => {
    for (const known of answer) {
      const { calendarId } = known;
      const key = `${clinicId} ${calendarId}`;
      const state = 'unknown' in known ? known.unknown : 'well';
      const last = seen.get(key);
      if (last?.state === state && last.until > clock.now().getTime()) continue;
      const condition = { clinicId, kind: 'calendar-unreadable', subject: calendarId } as const;
      if (state === 'well') {
        if (await alerts.resolve(condition, clock.now())) await markReachable(clinicId, calendarId);
      } else {
        if (state === 'not-found')
          await clinicCalendars.markReachability(clinicId, calendarId, 'unreachable');
        await alerts.open(condition, messages[state], clock.now());
      }
      if (seen.size >= mostRemembered) seen.clear();
      seen.set(key, { state, until: clock.now().getTime() + rememberMs });
    }
  };
}

const messages = {
  'not-found':
    'A agenda não foi encontrada no Google (apagada ou não compartilhada). Nenhum horário que depende dela é oferecido.',
  transient:
    'O Google não respondeu sobre a agenda. Enquanto isso nenhum horário que depende dela é oferecido.',
} as const;
