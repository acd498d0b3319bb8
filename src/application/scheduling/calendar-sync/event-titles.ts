import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import { isPersonal, leastOf } from '../../../domain/clinic/rules/event-detail.ts';
import { isLive, type Appointment } from '../../../domain/scheduling/appointment.ts';
import { eventTitle, isNobodys, type EventPerson } from '../../../domain/scheduling/visits/event-text.ts';
import type { Conversations } from '../../ports/messaging/conversations.ts';
import type { EventTexts } from '../../ports/scheduling/event-texts.ts';

type Needs = {
  readonly conversations: Pick<Conversations, 'names'>;
  readonly eventTexts: Pick<EventTexts, 'aboutToShow' | 'shown'>;
};

/** Who a visit is for, as the clinic knows them now. */
export async function personOf(
  { conversations }: Pick<Needs, 'conversations'>,
  { clinicId, contactId }: Pick<Appointment, 'clinicId' | 'contactId'>,
): Promise<EventPerson> {
  if (contactId === undefined) return {};
  return (await conversations.names(clinicId, [contactId])).get(contactId) ?? {};
}

/** What a new event says; that it may say so is written down first. One that only uses up an id says nothing. */
export async function titleToWrite(
  needs: Needs,
  {
    sync: { appointment },
    context,
  }: { readonly sync: { readonly appointment: Appointment }; readonly context: ClinicContext | undefined },
  calendarId: string,
): Promise<string> {
  if (!isLive(appointment) || context === undefined) return eventTitle('nothing', appointment);
  const { eventDetail } = context.booking;
  const detail = isNobodys(appointment) ? leastOf(eventDetail, 'service') : eventDetail;
  const person = isPersonal(detail) ? await personOf(needs, appointment) : {};
  const { clinicId, id: appointmentId } = appointment;
  await needs.eventTexts.aboutToShow({ clinicId, appointmentId, calendarId }, detail);
  return eventTitle(detail, appointment, person);
}

/** What an event says before it is removed; absent where it says nothing of the person anyway. */
export async function binTitleOf(
  { eventTexts }: Pick<Needs, 'eventTexts'>,
  appointment: Appointment,
): Promise<string | undefined> {
  const shown = await eventTexts.shown(appointment.clinicId, appointment.id);
  return shown.some(isPersonal) ? eventTitle('nothing', appointment) : undefined;
}
