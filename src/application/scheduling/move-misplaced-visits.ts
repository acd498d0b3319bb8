import { DomainError } from '../../domain/error.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { MisplacedVisit } from '../../domain/scheduling/calendars/misplaced-visits.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Appointments } from '../ports/scheduling/appointments.ts';
import type { FindMisplacedVisits } from './find-misplaced-visits.ts';
import { given } from '../../domain/given.ts';

export type MoveMisplacedVisits = {
  /**
   * Moves a clinic's visits to the calendars where it writes them now, as far as nobody is in the way; what is left is an
   * alert until there is nothing. Events follow in the background, and patients are told nothing: they know of no calendar.
   * @throws ClinicNotFound
   */
  readonly ofClinic: (
    clinicId: ClinicId,
  ) => Promise<{ readonly moved: number; readonly left: readonly MisplacedVisit[] }>;
  /** The same for every clinic that has such an alert. */
  readonly round: (stillWanted: () => boolean) => Promise<void>;
};

type Needs = {
  findMisplacedVisits: FindMisplacedVisits;
  appointments: Pick<Appointments, 'apply'>;
  alerts: Pick<Alerts, 'list'>;
};

/** In one go: somebody may be waiting for it. The next round goes on. */
const mostAtOnce = 200;
const pageSize = 200;

export const makeMoveMisplacedVisits = (needs: Needs): MoveMisplacedVisits => {
  const { findMisplacedVisits, appointments, alerts } = needs;

  const move = async (clinicId: ClinicId, { appointment, belongsTo, blockedBy }: MisplacedVisit) => {
    if (belongsTo === undefined || blockedBy !== undefined) return false;
    const change = { change: 'relocate', appointmentId: appointment.id, calendarId: belongsTo } as const;
    try {
      await appointments.apply(clinicId, [change]);
      return true;
    } catch (error) {
      // taken, cancelled or moved meanwhile: the next look says so
      if (error instanceof DomainError && error.kind !== 'unavailable') return false;
      throw error;
    }
  };

  const ofClinic: MoveMisplacedVisits['ofClinic'] = async (clinicId) => {
    const found = await findMisplacedVisits(clinicId);
    let moved = 0;
    for (const visit of found.slice(0, mostAtOnce)) if (await move(clinicId, visit)) moved += 1;
    return { moved, left: moved === 0 ? found : await findMisplacedVisits(clinicId) };
  };

  const clinicsWithAlert = async (): Promise<ReadonlySet<ClinicId>> => {
    const clinics = new Set<ClinicId>();
    for (let before: string | undefined; ;) {
      const page = await alerts.list({
        ...{ reach: 'all', state: 'open', limit: pageSize },
        ...given({ before }),
      });
      for (const { kind, clinicId } of page)
        if (kind === 'calendar-left-visits' && clinicId !== undefined) clinics.add(clinicId);
      before = page.at(-1)?.id;
      if (page.length < pageSize) return clinics;
    }
  };

  return {
    ofClinic,
    async round(stillWanted) {
      for (const clinicId of await clinicsWithAlert()) {
        if (!stillWanted()) return;
        await ofClinic(clinicId).catch((error: unknown) => {
          // switched off: its alert waits until it is there again
          if (!(error instanceof ClinicNotFound)) throw error;
        });
      }
    },
  };
};
