import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { eventDetails, isPersonal, type EventDetail } from '../../domain/clinic/rules/event-detail.ts';
import { after } from '../../domain/instants.ts';
import type { Appointment } from '../../domain/scheduling/appointment.ts';
import { eventTitle, isNobodys, wantedDetail } from '../../domain/scheduling/visits/event-text.ts';
import { syncRetryMs } from '../../domain/scheduling/sync-policy.ts';
import type { ResolveClinicContext } from '../clinic/resolve-clinic-context.ts';
import type { WithGoogleAccess } from '../connection/google-access.ts';
import type { ClinicCalendars } from '../ports/connection/clinic-calendars.ts';
import type { Conversations } from '../ports/messaging/conversations.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Appointments } from '../ports/scheduling/appointments.ts';
import type { ClaimedEventText, EventTextOutcome, EventTexts } from '../ports/scheduling/event-texts.ts';
import { isFailure, type GoogleCalendar } from '../ports/scheduling/google-calendar.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Randomness } from '../ports/system/randomness.ts';
import { personOf } from './calendar-sync/event-titles.ts';
import { retitleEverywhere } from './calendar-sync/retitle-events.ts';

/**
 * Brings what the events of a visit say in Google in line with what they should: after the clinic's choice has changed,
 * and after the person was erased, also of visits that are over. May be repeated from any point: that an event may show
 * more is written down before the call. An erased person's text that is left is an alert until it is gone.
 */
export type KeepEventText = (claimed: ClaimedEventText) => Promise<EventTextOutcome>;

type Needs = {
  eventTexts: EventTexts;
  appointments: Pick<Appointments, 'get'>;
  clinicCalendars: Pick<ClinicCalendars, 'all'>;
  conversations: Pick<Conversations, 'names'>;
  resolveClinicContext: ResolveClinicContext;
  withGoogleAccess: WithGoogleAccess;
  googleCalendar: GoogleCalendar;
  alerts: Alerts;
  clock: Clock;
  randomness: Randomness;
};

/** From a minute to six hours; with the last one that is two weeks. */
const waits = { baseMs: 60_000, capMs: 6 * 3_600_000 };
const mostAttempts = 60;

const message =
  'Há eventos no Google que ainda mostram o nome ou o telefone de um paciente que foi apagado. Tentamos de novo sozinhos; conecte a conta do Google se ela estiver desconectada.';

export const makeKeepEventText = (needs: Needs): KeepEventText => {
  const { eventTexts, appointments, clock } = needs;

  const outcomeOf = async (claimed: ClaimedEventText): Promise<EventTextOutcome> => {
    const { clinicId, appointmentId, calendarId, shows } = claimed;
    const appointment = await appointments.get(clinicId, appointmentId);
    if (appointment === undefined) return { to: 'gone' };
    const chosen = await chosenBy(needs, clinicId);
    const wanted = wantedDetail(appointment, shows, chosen ?? 'nothing', clock.now()) ?? 'service';
    const isAsItShould = wanted === shows || (shows === undefined && !isPersonal(wanted));
    // a clinic that is switched off changes nothing, but erases
    if (isAsItShould || (chosen === undefined && !isNobodys(appointment)))
      return { to: 'shows', shows: shows ?? wanted };
    return write(claimed, appointment, wanted, calendarId);
  };

  const write = async (
    claimed: ClaimedEventText,
    appointment: Appointment,
    wanted: EventDetail,
    calendarId: string,
  ): Promise<EventTextOutcome> => {
    const { clinicId, appointmentId, shows = 'service' } = claimed;
    const raises = eventDetails.indexOf(wanted) > eventDetails.indexOf(shows);
    // former calendars: what stands there is on its way out
    if (raises && calendarId !== appointment.calendarId) return { to: 'shows', shows };
    if (raises && !(await eventTexts.raise(claimed, wanted))) return { to: 'shows', shows };
    const title = eventTitle(
      wanted,
      appointment,
      isPersonal(wanted) ? await personOf(needs, appointment) : {},
    );
    const calendars = await needs.clinicCalendars.all(clinicId);
    const result = await needs.withGoogleAccess(clinicId, (accessToken) =>
      retitleEverywhere(needs.googleCalendar, accessToken, { appointment, calendarId, calendars, title }),
    );
    if ('noAccess' in result) return notDone(claimed, result.noAccess);
    if (isFailure(result)) return notDone(claimed, result.reason, result.retryAfterMs);
    const { foundIn } = result.ok;
    if (foundIn === undefined) return { to: 'gone' };
    if (foundIn === calendarId) return { to: 'shows', shows: wanted };
    await eventTexts.aboutToShow({ clinicId, appointmentId, calendarId: foundIn }, wanted);
    return { to: 'gone' };
  };

  const notDone = (
    { attempts }: ClaimedEventText,
    failure: string,
    retryAfterMs?: number,
  ): EventTextOutcome => {
    if (attempts + 1 >= mostAttempts) return { to: 'given-up', failure };
    const wait = syncRetryMs(attempts, waits, needs.randomness.next(), retryAfterMs);
    return { to: 'again', at: after(clock.now(), wait), failure };
  };

  const tellOfErased = async (clinicId: ClinicId, outcome: EventTextOutcome): Promise<void> => {
    const left = (await eventTexts.inWork(clinicId, 1)).some(({ isErased }) => isErased);
    const condition = { clinicId, kind: 'calendar-shows-erased', subject: 'google' } as const;
    if (!left) await needs.alerts.resolve(condition, clock.now());
    else if ('failure' in outcome) await needs.alerts.open(condition, message, clock.now());
  };

  return async (claimed) => {
    const outcome = await outcomeOf(claimed);
    if (await eventTexts.settle(claimed, outcome)) await tellOfErased(claimed.clinicId, outcome);
    return outcome;
  };
};

/** Absent for a clinic that was switched off. */
async function chosenBy(
  { resolveClinicContext }: Pick<Needs, 'resolveClinicContext'>,
  clinicId: ClinicId,
): Promise<EventDetail | undefined> {
  try {
    return (await resolveClinicContext(clinicId)).context.booking.eventDetail;
  } catch (error) {
    if (error instanceof ClinicNotFound) return undefined;
    throw error;
  }
}
