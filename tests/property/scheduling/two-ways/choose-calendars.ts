import { makeResolveClinicContext } from '../../../../src/application/clinic/resolve-clinic-context.ts';
import { makeFindMisplacedVisits } from '../../../../src/application/scheduling/find-misplaced-visits.ts';
import { makeMoveMisplacedVisits } from '../../../../src/application/scheduling/move-misplaced-visits.ts';
import { lia, otto, room } from '../../../support/worlds/scheduling-world.ts';
import type { TroubledWorld } from '../troubled-world.ts';
import { of } from './acts.ts';

/** Which calendar is written to for whom: of two alone, as one that is shared would count for both. */
const choices = [
  { lia, otto },
  { lia: room, otto },
  { lia, otto: room },
  { lia: otto, otto: lia },
];

/** The clinic chooses where it writes, and what it can is moved there. */
export async function choose(world: TroubledWorld, pick: number) {
  const { shared, clinicId, stores, clock } = world;
  const choice = of(choices, pick)!;
  await stores.clinicCalendars.associate(
    clinicId,
    (['lia', 'otto'] as const).map((professionalId) => ({
      ...shared,
      calendarId: choice[professionalId],
      professionalId,
    })),
  );
  const { appointments, clinicCalendars, alerts, clinics } = stores;
  const resolveClinicContext = makeResolveClinicContext({ clinics, readContexts: new Map() });
  const findMisplacedVisits = makeFindMisplacedVisits({
    ...{ appointments, clinicCalendars, resolveClinicContext, alerts, clock },
  });
  return makeMoveMisplacedVisits({ findMisplacedVisits, appointments, alerts }).ofClinic(clinicId);
}

/** As a consent does; the calendars are chosen again by whoever had disconnected. */
export async function reconnect(world: TroubledWorld) {
  const { clinicId, stores } = world;
  world.setAccess(undefined);
  await stores.appointments.wakeWaiting(clinicId);
  await stores.calendarChannels.leave(clinicId);
  await stores.calendarFeeds.readSoon(clinicId);
}
