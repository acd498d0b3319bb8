import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { Appointment } from '../../domain/scheduling/appointment.ts';
import { misplacedVisits, type MisplacedVisit } from '../../domain/scheduling/calendars/misplaced-visits.ts';
import type { ResolveClinicContext } from '../clinic/resolve-clinic-context.ts';
import type { ClinicCalendars } from '../ports/connection/clinic-calendars.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Appointments } from '../ports/scheduling/appointments.ts';
import type { Clock } from '../ports/system/clock.ts';

/**
 * The visits to come that stand in a calendar where the clinic would not write them any more, because it has chosen
 * others or connected another account; earliest first. While there are any, that is an alert. @throws ClinicNotFound
 */
export type FindMisplacedVisits = (clinicId: ClinicId) => Promise<readonly MisplacedVisit[]>;

type Needs = {
  appointments: Pick<Appointments, 'list'>;
  clinicCalendars: Pick<ClinicCalendars, 'active'>;
  resolveClinicContext: ResolveClinicContext;
  alerts: Alerts;
  clock: Clock;
};

/** Nobody can book further ahead. */
const aheadMs = 401 * 86_400_000;
const pageSize = 200;
/** More are not looked at: the first ones say enough. */
const mostPages = 50;

const message =
  'Há horários marcados em agendas em que a clínica não marca mais. O que dá para passar sozinho é passado em poucos minutos; do resto a lista diz o motivo.';

export const makeFindMisplacedVisits =
  ({ appointments, clinicCalendars, resolveClinicContext, alerts, clock }: Needs): FindMisplacedVisits =>
  async (clinicId) => {
    const now = clock.now();
    const [{ context }, calendars] = await Promise.all([
      resolveClinicContext(clinicId),
      clinicCalendars.active(clinicId),
    ]);
    const window = { start: now, end: new Date(now.getTime() + aheadMs) };
    const all: Appointment[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const found = await appointments.list(clinicId, window, pageSize, cursor);
      all.push(...found.appointments);
      cursor = found.next;
      if (cursor === undefined) break;
    }
    const misplaced = misplacedVisits(context, calendars, all, now);
    const condition = { clinicId, kind: 'calendar-left-visits', subject: 'calendars' } as const;
    if (misplaced.length > 0) await alerts.open(condition, message, now);
    else await alerts.resolve(condition, now);
    return misplaced;
  };
