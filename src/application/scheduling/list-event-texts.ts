import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { EventDetail } from '../../domain/clinic/rules/event-detail.ts';
import type { ResolveClinicContext } from '../clinic/resolve-clinic-context.ts';
import type { EventTextInWork, EventTexts } from '../ports/scheduling/event-texts.ts';

/**
 * What the clinic has chosen that its events say, and those events in Google that do not say so yet, of people who were
 * erased first; at most 200. @throws ClinicNotFound
 */
export type ListEventTexts = (
  clinicId: ClinicId,
) => Promise<{ readonly chosen: EventDetail; readonly inWork: readonly EventTextInWork[] }>;

type Needs = { eventTexts: Pick<EventTexts, 'inWork'>; resolveClinicContext: ResolveClinicContext };

const most = 200;

export const makeListEventTexts =
  ({ eventTexts, resolveClinicContext }: Needs): ListEventTexts =>
  async (clinicId) => {
    const { context } = await resolveClinicContext(clinicId);
    return { chosen: context.booking.eventDetail, inWork: await eventTexts.inWork(clinicId, most) };
  };
